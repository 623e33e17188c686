"""Wrong numbers that learners type on this page's sheets, and words of the reply."""

ORDER, NO_BIAS = "opposite order", "bias is missing"
SIGN, ONE_PLACE = "minus sign is lost", "was used at three"
NO_X, NO_DELTA = "inputs are missing", "δ are missing"
NO_W, ONE_PATH = "weights are missing", "Only one path"
WRONG = {
    "slide": {
        "z₁": {
            "5": NO_BIAS, "4.5": "bias is subtracted", "13.5": SIGN, "17.5": ORDER,
            "6.5": "once for each weight", "8.5": NO_W, "9.5": "two products",
            "2.5": "two products", "6": None,
        },
        "z₂": {
            "12": NO_BIAS, "11.5": "bias is subtracted", "22.5": SIGN, "20.5": ORDER,
            "5.5": "first place again", "17.5": "two products", "4.5": "mean",
            "7": None,
        },
        "z₃": {
            "20": NO_BIAS, "19.5": "bias is subtracted", "24.5": SIGN, "12.5": ORDER,
            "5.5": "first place again", "22.5": "two products", "-20.5": "sign",
        },
    },
    "back_to_the_weights": {
        "∂C/∂w₁": {
            "5": "mean", "8": NO_DELTA, "21": SIGN, "2": ONE_PLACE, "-3": ONE_PLACE,
            "16": ONE_PLACE, "-1": "last place is missing", "11": "another weight",
        },
        "∂C/∂w₂": {
            "12": NO_DELTA, "6": ONE_PLACE, "-4": ONE_PLACE, "20": ONE_PLACE,
            "2": "last place is missing", "7.33": "mean", "30": SIGN,
            "16": "first place is missing", "5": NO_X,
        },
        "∂C/∂w₃": {
            "8": ONE_PLACE, "-5": ONE_PLACE, "3.67": "mean", "21": SIGN,
            "3": "place is missing", "5": NO_X, "15": ORDER,
        },
        "∂C/∂b": {
            "1.67": "mean", "7": SIGN, "-8": "do not multiply", "2": ONE_PLACE,
            "4": ONE_PLACE, "3": "counts the places", "10": "twice",
        },
    },
    "back_to_the_inputs": {
        "∂C/∂x₁": {
            "2": NO_W, "3": NO_DELTA, "-2": ORDER, "5": "Along a path, multiply",
            "-6": "sign", "12": "twice",
        },
        "∂C/∂x₂": {
            "-3": ONE_PATH, "4": ONE_PATH, "7": SIGN, "5": ORDER, "0.5": "mean",
            "0.333": "a third",
        },
        "∂C/∂x₃": {
            "12": ONE_PATH, "-2": ONE_PATH, "4": NO_DELTA, "2.67": "mean", "16": SIGN,
            "5": NO_W, "-8": "sign",
        },
        "∂C/∂x₄": {
            "8": ONE_PATH, "3": NO_W, "7": SIGN, "4.5": "mean", "-9": "sign",
            "18": "twice",
        },
        "∂C/∂x₅": {
            "4": NO_W, "-1": NO_DELTA, "12": ORDER, "3": "Along a path, multiply",
            "-8": "twice",
        },
    },
}  # fmt: skip
