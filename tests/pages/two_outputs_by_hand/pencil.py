"""Wrong numbers that learners type on this page's sheets, and words of the reply."""

BIAS, INDICES = "bias is missing", "indices are turned round"
SIGNS = "minus sign is lost"
ONE_WEIGHT = "Two edges end here"
OTHER_SLOPE = "Which slope stands at this edge?"
WRONG = {
    "forward": {
        "z²₁": {
            "0": None, "-0.3": None, "-0.4": None,
            "0.35": "changed places. Or: the size is right",
            "-0.6": BIAS, "2.05": SIGNS, "0.85": ONE_WEIGHT,
            "-0.95": ONE_WEIGHT, "1.45": INDICES, "-0.85": "bias is subtracted",
            "0.413": None,
        },
        "z²₂": {
            "2.2": BIAS, "1.75": "bias is subtracted", "0.85": ONE_WEIGHT,
            "2.25": "Or: x₁ and x₂ have changed places", "1.45": INDICES,
            "-2.65": "sign",
        },
        "a²₁": {
            "0.587": "minus in exp", "0.242": "slope", "-0.336": "tanh",
            "-0.35": "itself", "1.419": "exp(−z)", "2.419": "Divide 1 by it",
            "0.4": "3 digits", "0.705": "1 under",
        },
        "a²₂": {
            "0.0660": "minus in exp", "0.0616": "slope", "0.990": "tanh",
            "2.65": "itself", "0.0707": "exp(−z)", "1.07": "Divide 1 by it",
            "0.9": "3 digits",
        },
        "z³₁": {
            "0.756": BIAS, "0.606": "bias is subtracted", "0.439": ONE_WEIGHT,
            "0.617": ONE_WEIGHT, "0.159": INDICES, "1.01": "changed places",
            "1.50": "weights", "1.23": "You took z²", "3.05": "You took x",
        },
        "z³₂": {
            "0.381": SIGNS, "0.319": SIGNS, "0": None,
            "-0.217": BIAS, "-0.567": "bias is subtracted", "0.226": ONE_WEIGHT,
            "0.257": ONE_WEIGHT, "0.463": INDICES, "0.567": SIGNS,
            "0.028": "changed places",
        },
        "a³₁": {
            "0.288": "minus in exp", "0.205": "slope", "0.719": "tanh",
            "0.906": "itself", "0.404": "exp(−z)", "0.7": "3 digits",

        },
        "a³₂": {
            "0.467": "minus in exp", "0.249": "slope", "0.132": "tanh",
            "0.1326": "itself", "0.876": "exp(−z)", "0.5": "3 digits",
            "1.142": "1 under",
        },
        "C": {
            "0.0969": "half of it", "0.0454": "squares are missing", "0.621": "sizes",
            "0.0828": "first output", "0.111": "second output",
            "0.00206": "before you add", "0.440": "root", "0.2": "3 digits",
            "0.77": None,
        },
    },
    "blame": {
        "δ³₁": {
            "-0.0590": "2 is missing", "0.118": "sign", "-0.575": "σ′(z³) is missing",
            "-0.410": "σ(z³) = a³ itself", "0.0339": "square", "-0.1": "3 digits",
            "-0.127": "σ′ is taken at a³", "-0.1137": None,
            "-0.288": "so it is for cross-entropy",
        },
        "δ³₂": {
            "0.0829": "2 is missing", "-0.166": "sign", "0.666": "σ′(z³) is missing",
            "0.355": "σ(z³) = a³ itself", "0.0552": "square",
            "0.155": "σ′ is taken at a³", "0.2": "3 digits",
        },
        "δ²₁": {
            "-0.00795": "sign is lost", "-0.0825": "σ′ is still to come",
            "-0.0497": "σ′ is still to come", "0": None,
            "-0.0200": "path through output neuron 2",
            "-0.0121": "path through output neuron 1",
            "-0.0160": "mean over the two paths", "0.0321": "sign",
            "-0.132": "σ′(z²) is missing", "-0.0547": "σ(z²) = a² itself",
            "0.0000846": "not transposed", "0.0116": "w³ is missing",
            "-0.03": "3 digits", "-0.0271": "You took σ′(z³)",
        },
        "δ²₂": {
            "-0.00261": "sign is lost", "-0.0047": "3 digits",
            "-0.00363": "path through output neuron 2",
            "-0.00102": "path through output neuron 1",
            "-0.00233": "mean over the two paths", "0.00466": "sign",
            "-0.0756": "σ′(z²) is missing", "-0.0706": "σ(z²) = a² itself",
            "0.00116": "not transposed", "0.00295": "w³ is missing",
            "-0.005": "3 digits",
        },
    },
    "update": {
        "∂C/∂w³₁₁": {
            "0.0488": "sign", "-0.118": "δ³ itself", "0.0685": "other output",
            "-0.110": "other hidden neuron", "-0.285": "do not divide",
            "0.295": "do not add", "-0.0826": "the weight itself",
            "-0.0840": "at the right end", "0.0413": "before the sigmoid",
            "-0.236": "one layer too early",
        },
        "∂C/∂w³₁₂": {
            "0.110": "sign", "-0.118": "δ³ itself", "0.0685": "indices",
            "0.155": "other output", "-0.0488": "other hidden neuron",
            "-0.126": "do not divide",
        },
        "∂C/∂w³₂₁": {
            "-0.0685": "sign", "0.166": "δ³ itself", "-0.110": "indices",
            "0.155": "other hidden", "-0.0488": "other output",
            "0.401": "do not divide", "0.0343": "half",
        },
        "∂C/∂w³₂₂": {
            "-0.155": "sign", "0.166": "δ³ itself", "0.0685": "other hidden",
            "-0.110": "other output", "0.178": "do not divide", "0.2": "3 digits",
        },
        "new w³₂₁": {
            "-0.293": "uphill", "-0.369": "η is missing",
            "0.00685": "η times the slope", "0.0685": "slope", "-0.3": "old weight",
            "-0.317": "with δ",
            "-0.305": OTHER_SLOPE, "-0.315": OTHER_SLOPE,
            "0.307": "old weight comes first",
        },
        "new w²₁₁": {
            "0.294": "uphill", "0.364": "η is missing", "-0.00642": "η times the slope",
            "-0.0642": "slope", "0.3": "old weight", "0.303": "with δ",
            "0.3096": OTHER_SLOPE, "0.301": OTHER_SLOPE, "0.308": None,
        },
    },
}  # fmt: skip
