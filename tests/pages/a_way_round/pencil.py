"""Wrong numbers that learners type on this page's sheets, and words of the reply."""

SHARED = "not shared out"
WRONG = {
    "way_round": {
        "f(a)": {
            "0.7": "This is z", "0.664": "bias is missing", "0.564": "outside the tanh",
            "0.635": "slope", "0.668": "sigmoid", "0.842": "This is tan",
            "2.60": "come round as well", "0.6": "3 digits",
        },
        "a + f(a)": {
            "0.604": "what f adds", "2": "what came round", "1.21": "multiplied",
            "1.40": "subtracted", "0.989": "not squeezed",
        },
        "back round": {
            "1": "slope of the way round", "1.5": SHARED, "6": "twice",
            "-3": "sign",
        },
        "back through": {
            "1.2": "slope of the tanh is missing", "1.90": "weight is missing",
            "0.254": "Multiply the blame", "0.475": "with a square",
            "0.287": "slope of a sigmoid", "0.725": "its slope",
            "3.76": "way round in it already", "0.381": SHARED, "-0.762": "sign",
        },
        "∂C/∂a": {
            "3": "Only the way round", "0.762": "Only the way through f",
            "2.29": "multiplied", "2.24": "subtracted", "1.88": "mean of the two",
        },
    },
    "three_numbers": {
        "μ": {"12": "their sum", "6": "divide by 2", "3": "middle one", "8": "twice"},
        "ρ": {
            "8.67": "root is still missing", "3.61": "divide by 2",
            "5.10": "root of the sum", "4.97": "not subtracted", "2.67": "distances",
            "1.70": "outside the root", "-2.94": "sign",
        },
        "x̂₁": {
            "-3": "This is x − μ", "0.340": "not subtracted", "-0.346": "variance",
            "-8.83": "multiply by", "1.02": "below the mean", "-0.359": "brackets",
        },
        "x̂₂": {
            "-1": "This is x − μ", "1.02": "not subtracted", "-0.115": "variance",
            "0.340": "below the mean",
        },
        "x̂₃": {
            "4": "This is x − μ", "2.72": "not subtracted", "6.64": "brackets",
            "0.462": "variance",
        },
        "mean of the blame": {
            "1": "This is the sum", "0.5": "divide by 2",
            "0.33": "3 digits", "-0.333": "sign",
        },
        "mean of blame · x̂": {
            "-3.40": "sum of the products", "-1.70": "divide by 2",
            "1.13": "minus sign is lost", "0.0769": "x̂ is squared",
        },
        "∂C/∂x₁": {
            "0.679": "Only the straight way", "0.287": "through the mean is missing",
            "0.566": "through the deviation is missing", "0.513": "with a division",
            "0.0592": "variance", "1.51": "multiply by", "0.951": "x̂ is missing",
            "0.401": "look at the sign of that way", "0.958": "look at its signs",
            "1.27": "brackets",
        },
        "∂C/∂x₂": {
            "-0.131": "through the mean is missing", "-0.718": "with a division",
            "-0.0828": "variance", "-2.11": "multiply by",
        },
        "∂C/∂x₃": {
            "-0.453": "through the deviation is missing", "0.205": "with a division",
            "0.0237": "variance", "0.604": "multiply by",
        },
    },
}  # fmt: skip
