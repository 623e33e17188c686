"""MNIST: 70,000 handwritten digits, read from its four files, or downloaded.

LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
recognition", Proceedings of the IEEE 86 (1998) 2278–2324. More in data/README.md.
"""

import math
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backprop_helpers.datasets.idx import Damaged, blocks
from backprop_helpers.datasets.shipped import DataError

FILES = {  # shape of the values, SHA-256 of the unpacked file
    "train-images-idx3-ubyte": (
        (60_000, 28, 28),
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    "train-labels-idx1-ubyte": (
        (60_000,),
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    "t10k-images-idx3-ubyte": (
        (10_000, 28, 28),
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    "t10k-labels-idx1-ubyte": (
        (10_000,),
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
}
TRAINING_IMAGES = 50_000  # of the 60,000; the others are for validation
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://raw.githubusercontent.com/fgnt/mnist/master/",
)
TIMEOUT = (10, 30)  # seconds until a mirror answers the call, and between two blocks
WAIT = 2.0  # seconds before all mirrors are asked once more
REASONS = {  # the errors of requests, with which pooch downloads
    "ChunkedEncodingError": "broke off",
    "ConnectionError": "could not be reached or fell silent",
    "ConnectTimeout": "gave no answer in time",
    "ProxyError": "could not be reached through the proxy",
    "ReadTimeout": "gave no answer in time",
    "SSLError": "could not be reached safely",
}


class MnistError(DataError):
    """A file of MNIST is missing or damaged, or cannot be fetched or stored."""


@dataclass(frozen=True, eq=False)
class Examples:
    """Images (m, 784), row by row, from 0 (paper) to 1 (ink), and labels (m,) 0 … 9."""

    images: np.ndarray
    labels: np.ndarray


@dataclass(frozen=True, eq=False)
class Mnist:
    """The classic split: 50,000 to learn from, 10,000 to choose by, 10,000 to test."""

    training: Examples
    validation: Examples
    test: Examples


def load_mnist(folder=None, download=False, dtype=np.float32):
    """Return Mnist, its images as floats of dtype: 220 MB as float32, else 440 MB.

    Each file, gzipped or not, is taken from folder, or else from the one that the
    environment variable BACKPROP_MNIST names; if not there, from the user's cache. With
    download=True the missing ones, 11 MB for all, are fetched into the first of these.
    MnistError, with the file's name, if one is missing, damaged, or cannot be fetched
    or stored; ValueError if dtype is no type of floats.
    """
    if np.dtype(dtype).kind != "f":
        raise ValueError(f"dtype is {dtype}: choose np.float32 or np.float64.")
    paths = _paths(folder, download)
    train_images, train_labels, test_images, test_labels = (
        _read(paths[name], name, dtype if "images" in name else int) for name in FILES
    )
    first, rest = slice(TRAINING_IMAGES), slice(TRAINING_IMAGES, None)
    return Mnist(  # training and validation are views: there is one copy of the images
        Examples(train_images[first], train_labels[first]),
        Examples(train_images[rest], train_labels[rest]),
        Examples(test_images, test_labels),
    )


def _paths(folder, download):
    """Say where each file is, {name: path}, after downloading what is missing."""
    paths = {name: _find(name, folder) for name in FILES}
    missing = [name for name, path in paths.items() if path is None]
    if missing and not download:
        where = " or ".join(map(str, _folders(folder)))
        raise MnistError(
            f"MNIST is not complete: no {_list(missing)} in {where}. Call "
            "load_mnist(download=True), about 11 MB, or put what is missing there."
        )
    for i, name in enumerate(missing):
        paths[name] = _download(name, next(_folders(folder)), missing[i:])
    return paths


def _folders(folder):
    """Yield the folders in which a file may be."""
    folder = folder or os.environ.get("BACKPROP_MNIST")
    if folder:
        yield Path(os.path.expanduser(folder))
    import pooch  # only if it is needed: it takes as long as numpy

    yield pooch.os_cache("backprop-helpers")


def _find(name, folder):
    """Return the path of a file, packed or not, with dot or without, or None."""
    dotted = name.replace("-idx", ".idx")
    names = (f"{name}.gz", name, f"{dotted}.gz", dotted)
    possible = (each / n for each in _folders(folder) for n in names)
    return next(filter(os.path.isfile, possible), None)


def _list(names):
    return ", ".join(f"{name}.gz" for name in names)


def _read(path, name, dtype):
    """Return images (m, 784) from 0 to 1, or labels (m,), as a new array of dtype."""
    shape, checksum = FILES[name]
    values, done = np.empty(math.prod(shape), dtype), 0
    try:
        for block in blocks(path, shape, checksum):
            values[done : done + len(block)] = block
            done += len(block)
    except Damaged as damage:
        advice = "Put a good copy in its place, or delete it and download it again."
        raise MnistError(f"{path} {damage}. {advice}") from None
    if len(shape) == 1:
        return values
    values /= 255  # in place
    return values.reshape(shape[0], math.prod(shape[1:]))


def _download(name, folder, missing):
    """Fetch a file into folder and return its path; nothing half-done gets its name."""
    file, reasons = f"{name}.gz", {}
    try:
        _make(folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix="unfinished-") as place:
            for mirror in _attempts():
                reasons[mirror] = _fetch(f"{mirror}{file}", Path(place, file), name)
                if reasons[mirror] is None:
                    return Path(place, file).replace(folder / file)  # in one stroke
    except OSError as error:
        sentence = f"{file} cannot be stored in {folder} ({error.strerror})."
        advice = "Name a folder of yours: load_mnist(folder, download=True)."
        raise MnistError(f"{sentence} {advice}") from None
    tried = "; ".join(f"{mirror} {reason}" for mirror, reason in reasons.items())
    raise MnistError(
        f"{file} could not be downloaded: {tried}. Try again when the network works, "
        f"or put {_list(missing)} into {folder}."
    )


def _make(folder):
    if folder.parts[:1] == ("~",):  # for instance in a container without a user
        raise OSError(0, "nobody knows your home folder")
    folder.mkdir(parents=True, exist_ok=True)


def _attempts():
    yield from MIRRORS
    time.sleep(WAIT)
    yield from MIRRORS


def _fetch(url, path, name):
    """Download and check a file; return None, or in words what went wrong."""
    import pooch

    headers = {"Accept-Encoding": "identity"}  # packed, as it is stored
    options = {"chunk_size": 2**16, "timeout": TIMEOUT, "headers": headers}
    try:
        pooch.HTTPDownloader(progressbar=True, **options)(url, str(path), None)
        for _ in blocks(path, *FILES[name]):
            pass
    except Damaged as damage:
        return f"sent a file that {damage}"
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) is not None:
            raise  # of the disk; those of requests have no number
        if getattr(error, "response", None) is not None:
            return f"answered {error.response.status_code}"
        return REASONS.get(type(error).__name__, f"failed ({error})")
    return None
