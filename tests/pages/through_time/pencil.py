"""Wrong numbers that learners type on this page's sheet, and words of the reply."""

TANH, SLOPE = "goes through tanh", "slope of the tanh"
WRONG = {
    "three_steps": {
        "a⟨1⟩": {
            "0.5": TANH, "0.622": "sigmoid", "0.762": "u is missing",
            "0.786": "tanh itself", "0.4": None, "0.46": "3 digits",
        },
        "a⟨2⟩": {
            "0.370": TANH, "0.591": "sigmoid", "0.432": "w is missing",
            "0.227": "changed places", "0.701": "input is 0", "0.462": "It is a⟨1⟩",
            "0": "remembers",
        },
        "a⟨3⟩": {
            "0.783": TANH, "0.686": "sigmoid", "0.276": "input is missing",
            "0.752": "changed places", "0.857": "u is missing",
            "0.693": "w is missing", "0.462": "previous activation is missing",
        },
        "δ⟨3⟩": {
            "-0.198": "factor 2", "0.395": "turned round", "-0.691": SLOPE,
            "-0.156": "slope of the sigmoid", "-0.239": "with the square",
            "0.0683": "cost itself", "-0.4": "3 digits",
        },
        "δ⟨2⟩": {
            "-0.346": "w is missing", "-0.316": SLOPE, "0.700": "step after",
            "-0.0723": "slope of the sigmoid", "-0.204": "with the square",
            "-0.432": "do not divide", "0.277": "sign", "-0.181": "of this step",
            "-0.173": "stands w",
        },
        "δ⟨1⟩": {
            "-0.218": "w is missing", "-0.221": SLOPE, "-0.249": "straight from δ⟨3⟩",
            "-0.055": "slope of the sigmoid", "-0.119": "with the square",
            "-0.272": "do not divide", "0.174": "sign", "-0.194": "of this step",
            "-0.109": "stands w",
        },
        "δ⟨2⟩ a⟨1⟩": {
            "-0.0978": "not that of the same step", "-0.277": "δ itself",
            "0.128": "sign", "-0.0804": "δ is that of the step before",
            "0.186": "do not add", "-0.599": "do not divide",
        },
        "δ⟨3⟩ a⟨2⟩": {
            "-0.259": "not that of the same step", "-0.395": "δ itself",
            "0.140": "sign", "-0.0978": "δ is that of the step before",
            "-0.0415": "do not add", "-1.12": "do not divide",
        },
        "∂C/∂w": {
            "-0.140": "step 3 alone", "-0.128": "step 2 alone", "-0.134": "mean",
            "-0.0892": "number of steps", "0.0179": "multiplied", "0.268": "sign",
            "0.0120": "Add the terms",
        },
    },
}  # fmt: skip
