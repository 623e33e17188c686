"""Wrong numbers that learners type on this page's sheet, and words of the reply."""

TURNED, NO_B = "sign is turned round", "b is missing"
SUM, NO_TWO = "sum over the examples", "factor 2 is missing"
WRONG = {
    "residuals": {
        "r₁": {
            "1": TURNED, "2": "measured y itself", "-2": NO_B, "3": "y is added",
            "0": None,
        },
        "r₂": {
            "2": TURNED, "3": "measured y itself", "-3": NO_B, "4": "y is added",
            "1": "what the line says",
        },
        "r₃": {
            "2": TURNED, "3": "measured y itself", "-3": NO_B, "4": "y is added",
            "1": "what the line says",
        },
        "r₄": {
            "4": TURNED, "5": "measured y itself", "-5": NO_B, "6": "y is added",
            "-4.5": None, "16": "square", "1": "what the line says",
        },
        "C": {
            "25": "sum of the four", "3.125": "half of it", "-2.25": "squares are",
            "2.25": "sizes", "5.06": "then take the mean", "2.5": "root",
            "-6.25": "never negative", "12.5": "twice", "6.2": "Do not round here",
            "6.3": "Do not round here", "9": None,
        },
        "∂C/∂w": {
            "-6.75": NO_TWO, "-54": SUM, "13.5": "sign is wrong",
            "-27": "division by 4", "-4.5": "∂ŷ/∂w = x",
            "42.5": "square is still there", "0": "should be x",
            "-11.25": "Multiply first", "-16.5": "Only y", "-32": "last point",
            "-18.5": NO_B, "-13": "Do not round here", "-14": "Do not round here",
            "-6.7": NO_TWO,
        },
        "∂C/∂b": {
            "-2.25": NO_TWO, "-18": SUM, "4.5": "sign is wrong", "-9": "division by 4",
            "-13.5": "extra factor x", "12.5": "square is still there",
            "-8": "last point", "-6.5": NO_B,
        },
        "new w": {
            "-0.135": "uphill", "13.5": "η is missing", "-13.5": "This is the slope",
            "0": "old number", "0.045": "slopes have changed", "1.35": "ten times",
            "0.0675": "half", "1.135": "old numbers have changed", "0.0135": "point",
            "0.14": "Do not round here",
        },
        "new b": {
            "0.955": "uphill", "5.5": "η is missing", "-4.5": "This is the slope",
            "1": "old number", "1.135": "slopes have changed", "0.045": "change alone",
            "1.45": "ten times", "-0.045": "Subtract it", "1.02": None,
        },
    },
}  # fmt: skip
