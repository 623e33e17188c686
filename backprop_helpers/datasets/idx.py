"""Files in the IDX format, in which MNIST comes, checked to the last bit.

The format is that of LeCun, Cortes and Burges, who published MNIST in it: a magic
number, which says that bytes follow and in how many dimensions; the size of each
dimension, all of these 4 bytes long, the highest first; then the values, row by row.
"""

import gzip
import hashlib
import math
import zlib
from contextlib import contextmanager

import numpy as np

BLOCK = 2**20  # bytes held at a time


class Damaged(Exception):
    """What is wrong with a file, in words that follow its name."""


def blocks(path, shape, checksum):
    """Yield the values of a file block by block, (n,) uint8 each, in their order.

    The file may be packed with gzip. Damaged, at the latest after the last block,
    unless its sizes are shape and the SHA-256 of its unpacked content is checksum.
    """
    header = np.array([0x800 + len(shape), *shape], dtype=">i4").tobytes()
    with _open(path) as file:
        start, left = file.read(len(header)), math.prod(shape)
        _check_header(start, header)
        sha256 = hashlib.sha256(start)
        while block := file.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise Damaged("is longer than its header says")
            sha256.update(block)
            yield np.frombuffer(block, np.uint8)
    if left:
        raise Damaged(f"is cut off: the last {left} of its bytes are missing")
    if sha256.hexdigest() != checksum:
        raise Damaged("is damaged: its content has another SHA-256")


@contextmanager
def _open(path):
    """Open a file, packed or not; Damaged for all that goes wrong until its end."""
    try:
        with open(path, "rb") as file:
            packed = file.peek(2)[:2] == b"\x1f\x8b"
            with gzip.GzipFile(fileobj=file) if packed else file as content:
                yield content
    except EOFError:
        raise Damaged("is cut off: its gzip data have no end") from None
    except (gzip.BadGzipFile, zlib.error):
        raise Damaged("is damaged: its gzip data cannot be unpacked") from None
    except OSError as error:
        raise Damaged(f"cannot be read ({error.strerror})") from None


def _check_header(start, header):
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise Damaged("is a web page, perhaps one that asks you to log in")
    if len(start) >= 4 and start[:4] != header[:4]:
        magic = f"{start[:4].hex(' ')} instead of {header[:4].hex(' ')}"
        raise Damaged(f"begins with the wrong magic number, {magic}")
    if len(start) < len(header):
        raise Damaged(f"is cut off: it ends after {len(start)} bytes")
    if start != header:
        sizes, wanted = (np.frombuffer(h[4:], ">i4").tolist() for h in (start, header))
        raise Damaged(f"is another file: its sizes are {sizes}, not {wanted}")
