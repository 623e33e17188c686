"""The data that the course ships, read and checked (data/README.md says where from)."""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

CHECKSUMS = {  # SHA-256
    "digits.csv": "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8",
    "hills.txt": "c34adb3eb3c6ebbc4d1fc08f8f6add1b93f476d249aaf22a286a7a3b336d3edb",
    "iris.csv": "b6b8efc86732bc48c9fbddba53e2c191fd4f263c0ee98e2b1b7d3543e8d2121d",
    "opinions.csv": "f0ac0922b8b88d74dd9848331b1e12284359b32d014d13992d79f553b2789d51",
}
TRAINING_DIGITS = 1287  # a run of digits ends here: the test has other forms
_PACKAGE = Path(__file__).parents[1]
_INSTALLED = _PACKAGE / "shipped_data"  # in a wheel; a clone has data/ instead
FOLDER = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "data"


class DataError(Exception):
    """A shipped file is missing or is not what was shipped."""


@dataclass(frozen=True, eq=False)
class Iris:
    """150 flowers: four lengths in cm and the name of the species, (150,) each."""

    sepal_length: np.ndarray
    sepal_width: np.ndarray
    petal_length: np.ndarray
    petal_width: np.ndarray
    species: np.ndarray


def load_iris():
    """Return the Iris data (Fisher 1936); DataError if missing or damaged."""
    _, *flowers = csv.reader(_read("iris.csv").splitlines())
    *lengths, species = np.array(flowers).T
    return Iris(*np.array(lengths, dtype=float), species)


@dataclass(frozen=True, eq=False)
class Digits:
    """Images (m, 64), row by row, from 0 (paper) to 1 (ink), and labels (m,) 0 … 9."""

    images: np.ndarray
    labels: np.ndarray

    @property
    def training(self):
        """The first 1287 images as Digits: the part that every page learns from."""
        return Digits(self.images[:TRAINING_DIGITS], self.labels[:TRAINING_DIGITS])

    @property
    def test(self):
        """The other 510 images as Digits: held out, to try what was learnt."""
        return Digits(self.images[TRAINING_DIGITS:], self.labels[TRAINING_DIGITS:])

    def shuffled(self):
        """Return the same examples in another order, the same one at every call.

        As they come, the test images were written by other people than the training
        images; after the shuffle, by the same.
        """
        order = np.random.default_rng(0).permutation(len(self.labels))
        return Digits(self.images[order], self.labels[order])


def load_digits():
    """Return 1797 images of digits (Alpaydin and Kaynak 1998); DataError as above."""
    rows = np.loadtxt(_read("digits.csv").splitlines(), dtype=int, delimiter=",")
    return Digits(rows[:, :64] / 16, rows[:, 64])


@dataclass(frozen=True, eq=False)
class Opinions:
    """Short texts, a tuple of m strings, and whether each is liked, bools (m,)."""

    texts: tuple
    liked: np.ndarray


def load_opinions():
    """Return 234 Opinions to learn from and 78 held out; DataError as above."""
    _, *lines = csv.reader(_read("opinions.csv").splitlines())
    parts = []
    for name in ("training", "held out"):
        chosen = [(text, opinion) for text, opinion, part in lines if part == name]
        texts, opinions = zip(*chosen, strict=True)
        parts.append(Opinions(texts, np.array(opinions) == "liked"))
    return tuple(parts)


def load_hills():
    """Return a text of 2228 signs, 27 different ones; DataError as above."""
    return _read("hills.txt")


def _read(name):
    if not (FOLDER / name).is_file():
        raise DataError(f"{name} is missing: install or clone the course again.")
    content = (FOLDER / name).read_bytes().replace(b"\r\n", b"\n")  # git on Windows
    if hashlib.sha256(content).hexdigest() != CHECKSUMS[name]:
        raise DataError(f"{name} is damaged: install or clone the course again.")
    return content.decode("utf-8")
