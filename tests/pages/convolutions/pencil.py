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
            "11": NO_BIAS, "10.5": "bias is subtracted", "23.5": SIGN, "13.5": NO_W,
            "12.5": "once for each weight", "5.5": "first place again",
            "17.5": "two products", "4.17": "mean", "7": None,
        },
        "z₃": {
            "22": NO_BIAS, "21.5": "bias is subtracted", "26.5": SIGN, "14.5": ORDER,
            "12.5": NO_W, "5.5": "first place again", "24.5": "two products",
            "-22.5": "sign",
        },
    },
    "back_to_the_weights": {
        "∂C/∂w₁": {
            "1.67": "mean", "4": NO_X, "8": NO_DELTA, "29": SIGN, "2": ONE_PLACE,
            "15": ONE_PLACE, "-12": ONE_PLACE, "17": "last place is missing",
            "32": "another weight", "20": ORDER,
        },
        "∂C/∂w₂": {
            "13": NO_DELTA, "6": ONE_PLACE, "20": ONE_PLACE, "-18": ONE_PLACE,
            "26": "last place is missing", "2.67": "mean", "44": SIGN,
            "2": "first place is missing", "4": NO_X, "23": ORDER,
        },
        "∂C/∂w₃": {
            "12": NO_DELTA, "8": ONE_PLACE, "30": ONE_PLACE, "-6": ONE_PLACE,
            "10.7": "mean", "44": SIGN, "38": "last place is missing",
            "5": "another weight", "22": ORDER,
        },
        "∂C/∂b": {
            "1.33": "mean", "10": SIGN, "-30": "do not multiply", "2": ONE_PLACE,
            "-3": ONE_PLACE, "3": "counts the places", "8": "It is ∂C/∂w₂",
        },
    },
    "back_to_the_inputs": {
        "∂C/∂x₁": {
            "2": NO_W, "3": NO_DELTA, "-2": ORDER, "5": "Along a path, multiply",
            "-6": "sign", "12": "twice",
        },
        "∂C/∂x₂": {
            "15": ONE_PATH, "4": ONE_PATH, "-19": "sign", "-1": ORDER, "9.5": "mean",
            "6.33": "a third", "7": NO_W, "5": NO_DELTA, "18": None,
        },
        "∂C/∂x₃": {
            "-9": ONE_PATH, "-2": ONE_PATH, "4": NO_DELTA, "19": ORDER, "21": SIGN,
            "17": SIGN, "-0.333": "mean", "1": "sign", "-7": None,
        },
        "∂C/∂x₄": {
            "-6": ONE_PATH, "-5": ONE_PATH, "1": NO_DELTA, "2": NO_W, "-1": SIGN,
            "11": SIGN, "-5.5": "mean", "9": ORDER, "-22": "twice",
        },
        "∂C/∂x₅": {
            "-3": NO_W, "-1": NO_DELTA, "-9": ORDER, "-4": "Along a path, multiply",
            "6": "twice",
        },
    },
}  # fmt: skip
