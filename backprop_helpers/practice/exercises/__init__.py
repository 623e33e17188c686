"""All exercises of the course, one or more modules per page, collected by name."""

import importlib
import pkgutil


def collect_by_name(pages):
    """Return a dict from names to Exercises; ValueError if two have the same name."""
    exercises = {}
    for page in pages:
        for exercise in page.EXERCISES:
            if exercise.name in exercises:
                raise ValueError(f"Two exercises have the name {exercise.name}.")
            exercises[exercise.name] = exercise
    return exercises


EXERCISES = collect_by_name(
    importlib.import_module(f"{__name__}.{module.name}")
    for module in pkgutil.iter_modules(__path__)
    if module.name.startswith("page_")
)
