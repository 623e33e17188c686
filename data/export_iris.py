"""Write iris.csv beside this script, from the copy that scikit-learn carries.

Run once, from the root of the repository:
uv run --no-project --with scikit-learn --with numpy python data/export_iris.py
"""

import csv
from pathlib import Path

from sklearn.datasets import load_iris

HEADER = [
    "sepal_length_cm",
    "sepal_width_cm",
    "petal_length_cm",
    "petal_width_cm",
    "species",
]


def main():
    """Write one flower per row: four lengths in cm, to 0.1 cm, and the species."""
    iris = load_iris()
    target = Path(__file__).with_name("iris.csv")
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for lengths, species in zip(iris.data, iris.target, strict=True):
            row = [f"{length:.1f}" for length in lengths]
            writer.writerow([*row, iris.target_names[species]])


if __name__ == "__main__":
    main()
