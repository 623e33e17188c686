"""One number that goes through a block: the numbers of the pencil."""

BLOCK = {  # by name; × is the slope of a part, its normalisation included
    "x": 1.5, "adds_1": 0.5, "slope_1": 0.4, "adds_2": -0.8, "slope_2": -0.3,
    "w_a": 0.5, "w_b": -1.0,
}  # fmt: skip
