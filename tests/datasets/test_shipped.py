"""The shipped data are what data/README.md says, and damage is said in a sentence."""

import hashlib
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from backprop_helpers.datasets import shipped as data
from backprop_helpers.datasets.shipped import DataError, load_digits, load_iris

FOLDER = Path(__file__).parents[2] / "data"


def test_every_data_file_has_its_checksum_in_the_readme():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    files = [p.name for p in FOLDER.iterdir() if p.suffix not in {".md", ".py"}]
    assert sorted(files) == sorted(data.CHECKSUMS)
    for name, checksum in data.CHECKSUMS.items():
        section = text.split(f"## {name}\n")[1].split("\n## ")[0]
        assert re.findall(r"\b[0-9a-f]{64}\b", section) == [checksum]
        content = (FOLDER / name).read_bytes().replace(b"\r\n", b"\n")
        assert hashlib.sha256(content).hexdigest() == checksum
        for word in ("source", "licence", "CC BY 4.0", "exported"):
            assert word in section


def test_iris():
    *lengths, names = vars(load_iris()).values()
    for length in lengths:
        assert length.shape == (150,)
        assert length.dtype == float
    assert [length[0] for length in lengths] == [5.1, 3.5, 1.4, 0.2]
    assert [length[149] for length in lengths] == [5.9, 3.0, 5.1, 1.8]
    means = [length.mean() for length in lengths]
    assert means == pytest.approx([5.8433333, 3.0573333, 3.758, 1.1993333], rel=1e-7)
    species, counts = np.unique(names, return_counts=True)
    assert species.tolist() == ["setosa", "versicolor", "virginica"]
    assert counts.tolist() == [50, 50, 50]
    # Fisher's table, where UCI's copy has 0.1 for 0.2 and 3.1, 1.5 for 3.6, 1.4.
    assert [length[34] for length in lengths] == [4.9, 3.1, 1.5, 0.2]
    assert [length[37] for length in lengths] == [4.9, 3.6, 1.4, 0.1]


def test_the_header_names_the_columns_in_the_order_of_the_fields():
    header = (FOLDER / "iris.csv").read_text(encoding="utf-8").splitlines()[0]
    fields = [name.removesuffix("_cm") for name in header.split(",")]
    assert fields == list(data.Iris.__dataclass_fields__)


def test_digits():
    digits = load_digits()
    assert digits.images.shape == (1797, 64)
    assert digits.images.dtype == float
    assert (digits.images.min(), digits.images.max()) == (0.0, 1.0)
    np.testing.assert_array_equal(digits.images * 16, np.round(digits.images * 16))
    # Counts of UCI's test set.
    counts = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert np.bincount(digits.labels).tolist() == counts
    assert digits.labels[:20].tolist() == [*range(10)] * 2
    # Row 1 of UCI's file; a 0 is hollow in the middle.
    assert (digits.images[0] * 16)[:8].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert digits.images[0].reshape(8, 8)[3:5, 3:5].tolist() == [[0, 0], [0, 0]]


def test_the_split_of_the_digits_is_fixed():
    digits = load_digits()
    assert len(digits.training.labels) == len(digits.training.images) == 1287
    assert len(digits.test.labels) == len(digits.test.images) == 510
    for name in ("images", "labels"):
        parts = [getattr(part, name) for part in (digits.training, digits.test)]
        np.testing.assert_array_equal(np.concatenate(parts), getattr(digits, name))
    # A run of digits, as each form has it, begins at the first row of the test.
    assert digits.test.labels[:30].tolist() == [*range(10)] * 3
    assert np.bincount(digits.test.labels).min() >= 46


def test_shuffled_digits_are_the_same_digits_in_a_fixed_order():
    digits = load_digits()
    shuffled = digits.shuffled()
    assert shuffled.images.shape == digits.images.shape
    where = {image.tobytes(): row for row, image in enumerate(digits.images)}
    assert len(where) == 1797, "each image is there once"
    order = [where[image.tobytes()] for image in shuffled.images]
    assert sorted(order) == list(range(1797))
    assert order != sorted(order)
    np.testing.assert_array_equal(shuffled.labels, digits.labels[order])
    again = load_digits().shuffled()
    np.testing.assert_array_equal(again.images, shuffled.images)
    np.testing.assert_array_equal(again.labels, shuffled.labels)
    # The test now holds images of all writers, early ones and late ones.
    assert min(order[1287:]) < 10
    assert 450 < sum(row < 1287 for row in order[1287:]) * 510 / 365 < 570
    assert len(shuffled.training.labels) == 1287


@pytest.fixture
def iris_csv(tmp_path, monkeypatch):
    """The file that is read: the shipped one, written anew."""
    monkeypatch.setattr(data, "FOLDER", tmp_path)
    return Path(shutil.copy(FOLDER / "iris.csv", tmp_path))


def test_a_missing_file_gives_a_sentence(iris_csv):
    iris_csv.unlink()
    with pytest.raises(DataError, match=r"^iris.csv is missing: install or clone"):
        load_iris()


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-1],
        lambda content: content.replace(b"5.1", b"5.2", 1),
        lambda content: b"",
        lambda content: b"\xff" + content,
    ],
    ids=["cut", "one digit", "empty", "no text"],
)
def test_a_damaged_file_gives_a_sentence(damage, iris_csv):
    iris_csv.write_bytes(damage(iris_csv.read_bytes()))
    with pytest.raises(DataError, match=r"^iris.csv is damaged: install or clone"):
        load_iris()


def test_line_ends_of_windows_are_no_damage(iris_csv):
    lines = iris_csv.read_bytes().splitlines()
    iris_csv.write_bytes(b"\r\n".join([*lines, b""]))
    assert load_iris().species[149] == "virginica"
