"""Write digits.csv beside this script, from the copy that scikit-learn carries.

Run once, from the root of the repository:
uv run --no-project --with scikit-learn --with numpy python data/export_digits.py
"""

from pathlib import Path

from sklearn.datasets import load_digits


def main():
    """Write one image per row: 64 grey levels 0 … 16, row by row, then the digit."""
    digits = load_digits()
    target = Path(__file__).with_name("digits.csv")
    with target.open("w", encoding="utf-8", newline="") as file:
        for image, digit in zip(digits.data, digits.target, strict=True):
            file.write(",".join(f"{number:.0f}" for number in [*image, digit]) + "\n")


if __name__ == "__main__":
    main()
