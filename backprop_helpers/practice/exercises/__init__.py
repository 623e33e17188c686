"""All exercises of the course, one or more modules per page, collected by name."""

from backprop_helpers.practice.exercises import (
    page_00,
    page_01_cost,
    page_01_descent,
    page_01_gradient,
    page_02_rules,
    page_02_sigmoid,
    page_03_differences,
    page_03_graph,
    page_04_delta,
    page_04_step,
    page_05_backward,
    page_05_equations,
    page_06_engine,
    page_06_passes,
    page_07_data,
    page_07_softmax,
    page_08_paths,
    page_08_start,
    page_09_penalties,
    page_09_stopping,
    page_10_least_squares,
    page_10_steps,
    page_11_blame,
    page_11_sliding,
    page_12_cell,
    page_12_time,
    page_13_blame,
    page_13_step,
)

_PAGES = (
    page_00,
    page_01_cost,
    page_01_gradient,
    page_01_descent,
    page_02_rules,
    page_02_sigmoid,
    page_03_graph,
    page_03_differences,
    page_04_delta,
    page_04_step,
    page_05_equations,
    page_05_backward,
    page_06_passes,
    page_06_engine,
    page_07_data,
    page_07_softmax,
    page_08_paths,
    page_08_start,
    page_09_stopping,
    page_09_penalties,
    page_10_steps,
    page_10_least_squares,
    page_11_sliding,
    page_11_blame,
    page_12_time,
    page_12_cell,
    page_13_blame,
    page_13_step,
)


def collect_by_name(pages):
    """Return a dict from names to Exercises; ValueError if two have the same name."""
    exercises = {}
    for page in pages:
        for exercise in page.EXERCISES:
            if exercise.name in exercises:
                raise ValueError(f"Two exercises have the name {exercise.name}.")
            exercises[exercise.name] = exercise
    return exercises


EXERCISES = collect_by_name(_PAGES)
