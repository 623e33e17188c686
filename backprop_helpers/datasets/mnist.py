"""MNIST: 70,000 handwritten digits, read from its four files, or downloaded.

LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
recognition", Proceedings of the IEEE 86 (1998) 2278–2324. More in data/README.md.
"""

import math
import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backprop_helpers.datasets.idx import Damaged, blocks
from backprop_helpers.datasets.shipped import DataError

FILES = {  # shape of the values; SHA-256 of the unpacked file, and as mirrors pack it
    "train-images-idx3-ubyte": (
        (60_000, 28, 28),
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    ),
    "train-labels-idx1-ubyte": (
        (60_000,),
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    ),
    "t10k-images-idx3-ubyte": (
        (10_000, 28, 28),
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    ),
    "t10k-labels-idx1-ubyte": (
        (10_000,),
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
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
    environment variable BACKPROP_MNIST names, or from where torchvision puts it there;
    if not there, from the user's cache. With download=True the missing ones, 11 MB for
    all, are fetched into the first of these. MnistError, with the file's name, if one
    is missing, damaged, or cannot be fetched or stored; ValueError if dtype is no type
    of floats or folder no name.
    """
    if np.dtype(dtype).kind != "f":
        raise ValueError(f"dtype is {dtype}: choose np.float32 or np.float64.")
    if not isinstance(folder, (str, bytes, os.PathLike, type(None))):
        raise ValueError(f"folder is {folder!r}: give its name, for example 'mnist'.")
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
        path = Path(os.path.expanduser(os.fsdecode(folder)))
        if path.is_file():
            raise MnistError(f"{path} is a file: name its folder, {path.parent}.")
        yield path
    import pooch  # only if it is needed: it takes as long as numpy

    yield pooch.os_cache("backprop-helpers")


def _find(name, folder):
    """Return the path of a file, packed or not, with dot or without, or None."""
    dotted = name.replace("-idx", ".idx")
    names = (f"{name}.gz", name, f"{dotted}.gz", dotted)
    places = ("", "raw", "MNIST/raw")  # the last two are torchvision's
    possible = (
        each / p / n for each in _folders(folder) for p in places for n in names
    )
    return next(filter(os.path.isfile, possible), None)


def _list(names):
    return ", ".join(f"{name}.gz" for name in names)


def _read(path, name, dtype):
    """Return images (m, 784) from 0 to 1, or labels (m,), as a new array of dtype."""
    shape, checksum, _ = FILES[name]
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
    import pooch

    pooch.get_logger().setLevel("WARNING")  # the progress bar says enough
    file, known, reasons = f"{name}.gz", FILES[name][2], {}
    for mirror in _attempts():
        try:
            _make(folder)
            return pooch.retrieve(mirror + file, known, file, folder, downloader=_fetch)
        except Damaged as damage:
            reasons[mirror] = f"sent a file that {damage}"
        except (OSError, ValueError) as error:
            if (trouble := _of_the_disk(error)) is not None:
                sentence = f"{file} cannot be stored in {folder} ({trouble})."
                advice = "Name a folder of yours: load_mnist(folder, download=True)."
                raise MnistError(f"{sentence} {advice}") from None
            reasons[mirror] = REASONS.get(type(error).__name__, f"failed ({error})")
            if getattr(error, "response", None) is not None:
                reasons[mirror] = f"answered {error.response.status_code}"
    tried = "; ".join(f"{mirror} {reason}" for mirror, reason in reasons.items())
    raise MnistError(
        f"{file} could not be downloaded: {tried}. Try again when the network works, "
        f"or put {_list(missing)} into {folder}."
    )


def _fetch(url, path, _):
    """Download a file and look into it: Damaged says more than another SHA-256 does."""
    import pooch

    os.remove(path)  # pooch made it for its owner only
    headers = {"Accept-Encoding": "identity"}  # packed, as it is stored
    options = {"chunk_size": 2**16, "timeout": TIMEOUT, "headers": headers}
    pooch.HTTPDownloader(progressbar=True, **options)(url, path, None)
    for _ in blocks(path, *FILES[Path(url).stem][:2]):
        pass


def _of_the_disk(error):
    """Return what is wrong with the disk, in words; None for an error of requests."""
    if isinstance(error, PermissionError):
        error = error.__cause__ or error  # pooch puts the folder's name into its own
    return error.strerror if getattr(error, "errno", None) is not None else None


def _make(folder):
    if folder.parts[:1] == ("~",):  # for instance in a container without a user
        raise OSError(0, "nobody knows your home folder")
    folder.mkdir(parents=True, exist_ok=True)


def _attempts():
    yield from MIRRORS
    time.sleep(WAIT)
    yield from MIRRORS
