"""Wrong numbers that learners type on this page's sheets, and words of the reply."""

FACTOR = "a factor is missing"
WRONG = {
    "cell_forward": {
        "f c⟨t−1⟩": {
            "2.9": "do not add", "0.2": "what is forgotten", "2": "old cell itself",
            "0.9": "Multiply the old cell", "18": "point",
        },
        "i g": {
            "0.55": "do not add", "0.2": "sign of g", "-0.25": "This is g",
            "0.8": "This is i", "-0.05": "1 − i", "-0.196": "squeezed already",
        },
        "c⟨t⟩": {
            "2": "subtracted", "-0.36": "added to", "1.8": "only what is kept",
            "-0.2": "only what comes in", "0.922": "not squeezed", "1.5": None,
        },
        "tanh c⟨t⟩": {
            "1.6": "cell itself", "0.151": "slope", "0.832": "sigmoid",
            "0.849": "square", "0.92": "3 digits",
        },
        "a⟨t⟩": {
            "0.922": "output gate is missing", "1.52": "do not add",
            "0.6": "This is o", "0.369": "1 − o", "0.744": "inside the tanh",
            "0.96": "cell itself",
        },
    },
    "cell_back": {
        "∂C/∂c⟨t⟩": {
            "0.0903": "Only the way through a", "0.2": "Only the way to the next cell",
            "0.800": "slope of the tanh is missing", "0.350": "output gate is missing",
            "0.590": "forget gate is missing", "-0.736": "not 1 − c²",
            "0.120": "no tanh on it", "0.0181": "multiply the two paths",
            "0.540": "Two forget gates",
            "0.29": "the third is a 0 here, so write 0.290",
        },
        "back to c⟨t−1⟩": {
            "0.290": "∂C/∂c⟨t⟩ itself", "0.0261": "leads to z_f", "0.0290": "is f",
            "0.323": "do not divide", "1.19": "do not add", "-0.261": "sign",
            "0.116": "Two forget gates",
        },
        "δ_f": {
            "0.581": "One more factor", "0.110": "slope of a tanh",
            "0.0261": "What is f multiplied by", "0.523": FACTOR, "0.0581": FACTOR,
            "0.18": "blame of the cell is missing", "-0.0523": "sign",
            "0.0418": "takes the new cell", "0.139": "Two forget gates",
        },
        "δ_i": {
            "-0.0726": "One more factor", "-0.0261": "slope of a tanh",
            "0.0465": "What is i multiplied by", "-0.0581": FACTOR, "-0.0145": FACTOR,
            "-0.04": "blame of the cell is missing", "0.0116": "sign",
        },
        "δ_o": {
            "0.922": "One more factor", "0.590": "slope of a tanh",
            "0.24": "What is o multiplied by", "0.553": FACTOR, "0.369": FACTOR,
            "0.384": "not by the cell itself", "-0.221": "sign",
            "0.0642": "begins with ∂C/∂c",
        },
    },
}  # fmt: skip
