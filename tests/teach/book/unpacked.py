"""The pictures of a pack, read in Python as frames.js reads them."""

import io
import json
import zlib

import numpy as np
from PIL import Image


def pictures_in(folder, form):
    """Return the pictures of one form of a record, uint8 (height, width, 3) each."""
    base = np.array(Image.open(folder / form["base"]).convert("RGB"))
    packed = (folder / form["pack"]).read_bytes()
    return pictures_of(packed, base)


def pictures_of(packed, base):
    """Return the pictures of a packed file and its base."""
    start = 4 + int.from_bytes(packed[:4], "little")
    header = json.loads(packed[4:start])
    places = zlib.decompress(packed[start : start + header["places"]])
    start += header["places"]
    sheets = []
    for size in header["sheets"]:
        sheet = Image.open(io.BytesIO(packed[start : start + size]))
        sheets.append(np.array(sheet.convert("RGBA")))
        start += size
    assert start == len(packed)
    return [_draw(base, spots, sheets, header) for spots in _frames(places)]


def _frames(places):
    told = [int(number) for number in np.frombuffer(places, "<u4")]
    while told:
        count, *told = told
        yield told[:count]
        told = told[count:]


def _draw(base, spots, sheets, header):
    size, columns = header["tile"], header["columns"]
    across = -(-header["width"] // size)
    picture = base.copy()
    for spot in spots:
        place, number = spot >> header["numbers"], spot % 2 ** header["numbers"]
        sheet, at = divmod(number, header["sheet"])
        row, column = (size * each for each in divmod(at, columns))
        tile = sheets[sheet][row : row + size, column : column + size]
        down, right = (size * each for each in divmod(place, across))
        part = picture[down : down + size, right : right + size]
        tile = tile[: part.shape[0], : part.shape[1]]
        part[tile[..., 3] > 0] = tile[..., :3][tile[..., 3] > 0]
    return picture
