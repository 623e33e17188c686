"""Wrong numbers that learners type on this page's sheet, and words of the reply."""

WRONG = {
    "one_neuron": {
        "z": {
            "-0.1": "bias is missing", "-0.7": "bias is subtracted",
            "2.3": "minus sign is lost", "5.6": "weights are missing",
            "0.7": "inputs are missing", "1.4": "Two edges end here",
            "-0.3": "Two edges end here", "1.2": "changed places", "-0.5": "sign",
            "-0.06": "bias is multiplied", "0.62": None,
            "1.7": None,
        },
        "a": {
            "0.378": "minus in exp", "0.235": "already the slope",
            "0.607": "Add 1", "1.607": "Divide 1 by it", "1.65": "1 under the line",
            "0.462": "tanh", "0.5": "z itself", "0.667": "not z", "0.6": "3 digits",
            "0.62": "3 digits",
        },
        "σ′": {
            "0.623": "This is a itself", "0.378": "multiplied by a",
            "1.01": "sign in the bracket", "0.388": "a²", "0.613": "another S",
            "0.25": "z (1 − z)", "0.227": "taken at a", "0.2": "3 digits",
            "0.24": "3 digits", "0.23": "3 digits", "0.2358": "near",
        },
        "δ": {
            "-0.0887": "2 is missing", "0.177": "turned round",
            "-0.755": "σ′ is missing", "-0.378": "by 2 and by σ′",
            "-0.470": "multiplied by a", "0.293": "y is missing",
            "0.0335": "cost", "0.0670": "square is gone", "-0.189": "z (1 − z)",
            "-0.172": "taken at a", "-0.2": "3 digits", "-0.18": "3 digits",
            "-0.1779": "near",
        },
        "∂C/∂w₁": {
            "-0.177": "δ itself", "-0.532": "other edge", "0.355": "no minus",
            "-0.0887": "do not divide", "1.82": "do not add", "2": "slope of z",
            "-0.71": "twice",
        },
        "∂C/∂w₂": {
            "-0.177": "δ itself", "-0.355": "other edge", "0.532": "no minus",
            "-0.0591": "do not divide", "2.82": "do not add", "3": "slope of z",
            "-0.266": "half",
        },
        "new w₁": {
            "0.365": "uphill", "0.755": "η is missing", "0.0355": "change alone",
            "-0.355": "the slope", "-0.0355": "Subtract it", "0.4": "old weight",
            "0.453": "other weight", "0.418": "with δ", "3.95": "do not divide",
        },
        "new w₂": {
            "-0.353": "uphill", "0.232": "η is missing", "0.0532": "change alone",
            "-0.532": "the slope", "-0.0532": "Subtract it", "-0.3": "old weight",
            "-0.265": "other weight", "-0.282": "with δ", "0.247": "old weight",
        },
        "new b": {
            "0.582": "uphill", "0.777": "η is missing", "0.0177": "change alone",
            "0.609": None,
            "-0.177": "the slope", "0.6": "old bias", "0.611": "factor b",
            "0.62": "3 digits", "0.635": "slope of w₁", "0.653": "slope of w₂",
            "2.37": "do not divide",
        },
    },
}  # fmt: skip
