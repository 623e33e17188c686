"""Wrong numbers that learners type on this page's sheet, and words of the reply."""

ADDED, TURNED = "do not add them", "sign is turned round"
OTHER_V, OTHER_Y = "take the v with the same", "take the y with the same"
NO_TWO, SQUARE = "The 2 is missing", "Its slope is 2 (o − y)"
NOT_YET_V, NOT_YET_X = "the slope of the edge, which is v", "which is x"
DIVIDED, SIGN = "do not divide by it", "The size is right"
WRONG = {
    "used_twice": {
        "a": {
            "5": ADDED, "3": "This is w", "2": "This is x", "36": "no square here",
            "1": "Multiply the two", "-6": "the sign is not", "1.5": None,
        },
        "o₁": {
            "8.5": ADDED, "-9": OTHER_V, "-15": SIGN, "2.5": "This is v",
            "6": "This is a", "7.5": "half the right number", "1.5": "the point is not",
        },
        "o₂": {
            "4.5": ADDED, "15": OTHER_V, "9": SIGN, "-1.5": "This is v",
            "6": "This is a", "-18": "twice the right number",
        },
        "C₁": {
            "-1": "Square it", "-2": "the slope of the square", "0.5": "no ½",
            "-31": "Subtract first", "961": "mind its sign", "441": OTHER_Y,
            "225": "target is missing", "2": "twice the right number",
        },
        "C₂": {
            "-3": "Square it", "-6": "the slope of the square", "4.5": "no ½",
            "45": "Subtract first", "225": "mind its sign", "-9": "never negative",
            "625": OTHER_Y, "81": "target is missing",
        },
        "C": {
            "1": "C₁ alone", "9": "C₂ alone", "5": "mean of both",
            "-8": "Add the two costs", "100": "the point is not", "16": None,
        },
        "∂C/∂o₁": {
            "-1": NO_TWO, "2": TURNED, "1": SQUARE, "-0.5": "You took ½",
            "-6": "other output", "30": "target is missing", "-4": "twice",
        },
        "∂C/∂o₂": {
            "-3": NO_TWO, "6": TURNED, "9": SQUARE, "18": "square is still there",
            "-1.5": "You took ½", "-2": "other output", "-18": "target is missing",
        },
        "what o₁ hands to a": {
            "-2": NOT_YET_V, "3": OTHER_V, "0.5": ADDED, "2.5": "This is v",
            "-0.8": DIVIDED, "5": SIGN, "-10": "handed on to w already",
        },
        "what o₂ hands to a": {
            "-6": NOT_YET_V, "-15": OTHER_V, "-7.5": ADDED, "-1.5": "This is v",
            "4": DIVIDED, "-9": SIGN, "18": "handed on to w already",
        },
        "∂C/∂a": {
            "-5": "Only what output 1", "9": "Only what output 2", "2": "mean of both",
            "-45": "shares are multiplied", "-14": "share is subtracted",
            "14": "minus sign is lost", "-4": "the sign is not", "-8": None,
        },
        "∂C/∂w": {
            "4": NOT_YET_X, "6": ADDED, "-8": "x is positive", "12": "blame of x",
            "-10": "through output 1", "18": "through output 2", "2": "This is x",
        },
    }
}  # fmt: skip
