"""One way to write a number: minus sign, none before 0, powers of ten, indices."""

import re
from math import floor, isclose, isfinite, log10

LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value, spec=".4f", trim=False):
    """Write a number as `format` does with this spec; trim takes off idle zeros.

    >>> number(-0.25), number(-0.00001), number(2.5, trim=True), number(1e-5, ".2g")
    ('−0.2500', '0.0000', '2.5', '10⁻⁵')
    """
    text = f"{value:z{spec}}"
    if trim and "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    return with_powers(text).replace("-", "−")


def with_powers(text):
    """Write 1.9e+02 in plain digits, and 1e-05 or 1.5e+04 with a power of ten.

    >>> with_powers("1.9e+02, 1e-05 and 1.5e+04")
    '190, 10⁻⁵ and 1.5 · 10⁴'
    """

    def power_of_ten(found):
        digits, power = found[1], int(found[2])
        places = len(digits.partition(".")[2])
        if 0 <= power < 4:
            return f"{float(found[0]):.{max(places - power, 0)}f}"
        shown = f"10{high(power).replace('-', '⁻')}"
        return shown if digits == "1" else f"{digits} · {shown}"

    return re.sub(r"(?<![\w.])(\d(?:\.\d+)?)e([-+]?\d+)", power_of_ten, text)


def with_minus_signs(sentence):
    """Turn the hyphens of negative numbers into minus signs, but not that of 2e-05.

    What has been rounded to -0.00 loses its sign.
    """
    sentence = re.sub(r"(?<![\w.])[-−](?=0(\.0+)?(?!\.?\d|e))", "", sentence)
    return re.sub(r"(?<![\w.])-(?=[\d.])", "−", sentence)


def typeset(sentence):
    """Write the numbers of a sentence as people do: minus signs and powers of ten.

    >>> typeset("from w = -2e-05 to -0.0")
    'from w = −2 · 10⁻⁵ to 0.0'
    """
    return with_minus_signs(with_powers(sentence))


def written(value, spec=".4f"):
    """Write a number with four decimals, or with three digits that count if small.

    >>> written(0.934010991), written(-0.0046567), written(2.5)
    ('0.9340', '−0.00466', '2.5')
    """
    if 1e-7 < abs(value) < 0.01:
        spec = f".{2 - floor(log10(abs(value)))}f"
    exact = isclose(value, float(f"{value:{spec}}"), abs_tol=1e-12)
    return number(value, spec, trim=exact)


def in_powers(size):
    """Write a size in plain digits, or with a power of ten if it is far from 1."""
    if size == 0:
        return "exactly 0"
    if not isfinite(size):
        return "overflow"
    if 0.001 <= size < 10_000:
        return f"{size:.3g}" if size < 999.5 else f"{size:.0f}"
    return with_powers(f"{size:.1e}")


def factor(text):
    """Put a written number into brackets where it is negative, as a factor needs it.

    >>> factor("−2"), factor("2")
    ('(−2)', '2')
    """
    return f"({text})" if text.startswith("−") else text


def with_numbers(sentence, texts):
    """Put written numbers into a sentence, by name; {(z)} puts in {z} as a factor.

    >>> with_numbers("2 z = 2 · {(z)}", {"z": "−3"})
    '2 z = 2 · (−3)'
    """
    factors = {f"({name})": factor(text) for name, text in texts.items()}
    return sentence.format_map(texts | factors)


def low(*indices):
    """Write indices below the line: low(1, 2) is "₁₂"."""
    return "".join(map(str, indices)).translate(LOW)


def high(layer):
    """Write a layer number above the line: high(3) is "³"."""
    return str(layer).translate(HIGH)
