"""Right and wrong answers to the exercises, written out as students write them."""

import importlib
import pkgutil

RIGHT = []  # (name of the exercise, function)
WRONG = []  # (name of the exercise, function, names of the mistakes)


def right(exercise):
    def collect(function):
        RIGHT.append((exercise, function))
        return function

    return collect


def wrong(exercise, *mistakes):
    def collect(function):
        WRONG.append((exercise, function, mistakes))
        return function

    return collect


for _module in pkgutil.iter_modules(__path__):  # each of them fills the banks
    importlib.import_module(f"{__name__}.{_module.name}")
