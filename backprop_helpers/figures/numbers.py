"""One way to write a number: a real minus sign, no minus before 0, brackets."""


def number(value, spec=".4f", trim=False):
    """Write a number as `format` does with this spec; trim takes off idle zeros.

    >>> number(-0.25), number(-0.00001), number(2.5, trim=True), number(1e-5, ".2g")
    ('−0.2500', '0.0000', '2.5', '1e−05')
    """
    text = f"{value:z{spec}}"
    if trim and "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def factor(text):
    """Put a written number into brackets where it is negative, as a factor needs it.

    >>> factor("−2"), factor("2")
    ('(−2)', '2')
    """
    return f"({text})" if text.startswith("−") else text
