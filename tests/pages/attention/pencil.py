"""Wrong numbers that learners type on this page's sheets, and words of the reply."""

WRONG = {
    "look": {
        "s₃₁": {
            "2": "divide by √2", "1": "divide by 2", "2.83": "do not multiply",
            "0.707": "First times second", "-1.41": "sign",
        },
        "s₃₂": {
            "1": "divide by √2", "0.5": "divide by 2", "1.41": "do not multiply",
            "0": "Only the first numbers", "-0.707": "subtracted",
        },
        "α₃₁": {
            "4.11": "Divide it by the sum", "1": "score itself", "1.63": "two others",
            "0.670": "Token 3 is missing", "0.0880": "turned round",
        },
        "α₃₂": {
            "2.03": "Divide it by the sum", "0.5": "score itself",
            "0.440": "two others", "0.330": "Token 3 is missing",
            "0.178": "turned round", "0.493": "First e of each",
        },
        "first of o₃": {
            "3": "added as they are", "1": "plain mean", "0.934": "Token 3 is missing",
            "-0.0913": "other number", "0.361": "add up to 1", "1.69": "minus sign",
        },
    },
    "look_back": {
        "∂C/∂α₃₁": {
            "4": "second number of o₃", "1": "first number of o₃",
            "-4": "first by first", "3": "minus sign", "-5": "sign",
        },
        "mean": {
            "1": "plain mean", "3": "shares are missing", "0.752": "add up to 1",
            "2.18": "Token 3 is missing", "4.09": "minus sign",
        },
        "δ₃₁": {
            "3.10": "mean is missing", "1.18": "path to its own share",
            "2.74": "share in front", "4.50": "Subtract the mean", "-1.70": "sign",
            "5": "Go on, through the softmax",
        },
        "first of ∂C/∂v₁": {
            "0.620": "This is the share", "2": "This is ∂C/∂o₃",
            "-0.620": "other number", "0.760": "share of the others",
        },
        "first of ∂C/∂q₃": {
            "1.79": "divide by √2", "0.897": "divide by 2", "2.54": "do not multiply",
            "1.20": "Only token 1", "-1.20": "other number", "1.14": "minus sign",
        },
        "first of ∂C/∂k₁": {
            "3.40": "divide by √2", "4.81": "do not multiply",
            "1.20": "query is missing", "-2.27": "token 2", "1.70": "divide by 2",
        },
    },
}  # fmt: skip
