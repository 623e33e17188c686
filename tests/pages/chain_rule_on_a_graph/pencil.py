"""Wrong numbers that learners type on this page's sheet, and words of the reply."""

ADDED, TURNED = "do not add them", "sign is turned round"
OTHER_V, OTHER_Y = "take the v with the same", "take the y with the same"
NO_TWO, SQUARE = "The 2 is missing", "Its slope is 2 (o − y)"
NOT_YET_V, NOT_YET_X = "the slope of the edge, which is v", "which is x"
DIVIDED, SIGN = "do not divide by it", "The size is right"
TIMES_A = "multiplied by a"
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
            "-4": "Square it", "4": "without a square", "-8": "the slope of the square",
            "8": "no ½", "-136": "Subtract first", "1156": "mind its sign",
            "462.25": OTHER_Y, "225": "target is missing", "-16": "never negative",
            "32": "twice the right number",
        },
        "C₂": {
            "-2.5": "Square it", "2.5": "without a square",
            "-5": "the slope of the square", "3.125": "no ½", "38.75": "Subtract first",
            "240.25": "mind its sign", "-6.25": "never negative", "784": OTHER_Y,
            "81": "target is missing",
        },
        "C": {
            "16": "C₁ alone", "6.25": "C₂ alone", "11.1": "mean of both",
            "9.75": "Add the two costs", "100": "Add the two costs",
            "222.5": "the point is not", "12": None,
        },
        "∂C/∂o₁": {
            "-4": NO_TWO, "8": TURNED, "16": SQUARE, "32": "square is still there",
            "-2": "You took ½", "-5": "other output", "30": "target is missing",
            "68": "mind its sign", "-16": "twice", "4": "turned round, and the 2",
        },
        "∂C/∂o₂": {
            "-2.5": NO_TWO, "5": TURNED, "6.25": SQUARE,
            "12.5": "square is still there",
            "-1.25": "You took ½", "-8": "other output", "-18": "target is missing",
            "-31": "mind its sign",
        },
        "what o₁ hands to a": {
            "-8": NOT_YET_V, "12": OTHER_V, "-5.5": ADDED, "2.5": "This is v",
            "-3.2": DIVIDED, "20": SIGN, "-48": TIMES_A,
            "-40": "handed on to w already",
        },
        "what o₂ hands to a": {
            "-5": NOT_YET_V, "-12.5": OTHER_V, "-6.5": ADDED, "-1.5": "This is v",
            "3.33": DIVIDED, "-7.5": SIGN, "15": "handed on to w already",
            "-30": TIMES_A,
        },
        "∂C/∂a": {
            "-20": "Only what output 1", "7.5": "Only what output 2",
            "-6.25": "mean of both", "-150": "shares are multiplied",
            "-27.5": "share is subtracted", "27.5": "minus sign is lost",
            "12.5": "the sign is not", "-10": None,
        },
        "∂C/∂w": {
            "-12.5": NOT_YET_X, "-10.5": ADDED, "25": "x is positive",
            "-37.5": "blame of x", "-75": TIMES_A, "-40": "through output 1",
            "15": "through output 2", "2": "This is x",
        },
    }
}  # fmt: skip
