"""Wrong numbers that learners type on this page's sheet, and words of the reply."""

PATHS = "Over the paths, add"
WRONG = {
    "block_step": {
        "y": {
            "1.5": "goes round", "0.5": "what attention makes", "1": "Subtracted",
            "0.75": "Multiplied",
        },
        "out": {
            "2": "goes round", "-0.8": "what the network makes", "2.8": "Subtracted",
            "-1.6": "Multiplied",
        },
        "z_a": {
            "1.7": "Multiply", "1.2": "weight is missing", "0.5": "This is the weight",
            "-0.6": "sign",
        },
        "z_b": {
            "0.2": "Multiply", "1.2": "weight is missing", "0.6": "It is z_a",
            "-1": "This is the weight",
        },
        "p_b": {
            "0.858": "how likely a is", "0.301": "Divide it by the sum",
            "0.165": "exponential of a alone", "2": "Exponentials first",
            "0.231": "σ(z_b)",
        },
        "C": {
            "-1.95": "its opposite", "0.153": "of a", "0.858": "1 − p",
            "0.848": "base 10", "0.736": "squared distance",
        },
        "δ_a": {
            "0.142": "p of b", "-0.858": "target is 0", "0.122": "falls out",
            "0.5": None,
        },
        "δ_b": {
            "0.142": "target is 1", "0.858": "must rise", "-0.122": "falls out",
            "-0.5": None,
        },
        "∂C/∂out": {
            "0.429": "over a", "0.858": "over b", "-0.429": PATHS,
            "-1.29": "changed places", "0.000": "weights are missing",
        },
        "∂C/∂y": {
            "1.29": "Only the way round", "-0.386": "Only the way through",
            "0.987": "the slope is added", "1.67": "Subtracted",
            "-0.901": "sign",
        },
        "∂C/∂x": {
            "0.901": "Only the way round", "0.360": "Only the way through",
            "1.30": "the slope is added", "0.541": "Subtracted",
            "1.42": "through both parts", "1.65": "and not ∂C/∂out",
        },
    },
}  # fmt: skip
