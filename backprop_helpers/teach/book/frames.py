"""Many pictures of one kind in one small file: the first one, and what differs from it.

A picture is cut into square tiles. One that differs from the same tile of the first
picture is kept, its equal pixels transparent, and only once however many pictures have
it: of a panel's pictures, whole ones would take 5 to 10 times as much room.

The file, which `frames.js` reads: the length of a header (4 bytes, little-endian), the
header (JSON), the tiles of each picture (deflated, numbers of 4 bytes: how many there
are, then for each its place × 2²⁰ + its number), and sheets of tiles, lossless WebP.
"""

import io
import json
import zlib
from functools import cache

import numpy as np
from PIL import Image

TILE = 32  # pixels
COLUMNS = 32  # tiles beside each other on a sheet
SHEET = 1024  # tiles: 4 MB when it is unpacked, which takes a browser some 10 ms
NUMBERS = 20  # bits for the number of a tile
EXACT = 64  # colours of the first picture that are kept as they are
WHITE = 0xFFFFFFFF
LEVELS = 31  # of red, green and blue for all others: those at edges, which are many


class Pack:
    """Pictures of one size, uint8 (height, width, 4) and opaque: the first is the base.

    Four bytes are one number while pictures are compared, which is quicker.
    """

    def __init__(self, pixels):
        self.height, self.width = pixels.shape[:2]
        colours, counts = np.unique(as_numbers(pixels), return_counts=True)
        frequent = np.argsort(-counts, kind="stable")[:EXACT]
        self.exact = np.sort(colours[frequent])
        self.raw = self._cut(as_numbers(pixels))
        self.tiles_of_base = self.plain(self.raw)
        self.frames, self.known = [], {}  # lists of tiles; their bytes → their numbers
        self.sheets, self.waiting = [], []  # packed; tiles for the next one

    def plain(self, numbers):
        """Return pixels as they are kept.

        The colours that fill areas stay as they are, those along edges are rounded by
        at most 4 of 255 so that there are fewer.
        """
        rounded = _rounded()[numbers[..., None].view(np.uint8)].view("<u4")[..., 0]
        place = np.minimum(np.searchsorted(self.exact, numbers), len(self.exact) - 1)
        return np.where(self.exact[place] == numbers, numbers, rounded)

    def add(self, pixels, covers=None):
        """Take a picture; return its number, which it may have had already.

        What it has in common with the base is transparent. With `covers`, bool (height,
        width), all else is: for a picture that lies over others.
        """
        tiles = self._cut(as_numbers(pixels))
        if covers is None:
            places = np.flatnonzero((tiles != self.raw).any(axis=(1, 2)))
            kept = self.plain(tiles[places])
            kept[kept == self.tiles_of_base[places]] = 0  # and transparent
        else:
            outside = self._cut(np.where(covers, 0, WHITE)) > 0
            places = np.flatnonzero(~outside.all(axis=(1, 2)))
            kept = np.where(outside[places], 0, self.plain(tiles[places]))
        frame = [
            (int(place), self._number_of(tile, int(place)))
            for place, tile in zip(places, kept, strict=True)
            if tile.any()
        ]
        if frame not in self.frames:
            self.frames.append(frame)
        return self.frames.index(frame)

    def _cut(self, numbers):
        """Return the tiles of a picture, row by row: (count, TILE, TILE)."""
        rows, columns = -(-self.height // TILE), -(-self.width // TILE)
        whole = np.full((rows * TILE, columns * TILE), WHITE, "<u4")
        whole[: self.height, : self.width] = numbers
        cut = whole.reshape(rows, TILE, columns, TILE).swapaxes(1, 2)
        return cut.reshape(-1, TILE, TILE)

    def base(self):
        """Return the first picture as it is kept, uint8 (height, width, 3)."""
        rows, columns = -(-self.height // TILE), -(-self.width // TILE)
        tiles = self.tiles_of_base.reshape(rows, columns, TILE, TILE).swapaxes(1, 2)
        pixels = tiles.reshape(rows * TILE, columns * TILE, 1).view(np.uint8)
        return pixels[: self.height, : self.width, :3]

    def _number_of(self, tile, place):
        key = tile.tobytes()
        if key not in self.known:
            self.known[key] = len(self.known)
            self.waiting.append((place, self.known[key], tile))
            if len(self.waiting) == SHEET:
                self._pack_sheet()
        return self.known[key]

    def _pack_sheet(self):
        """Pack the tiles that wait: those of one place together, for they are alike."""
        self.waiting.sort(key=lambda each: each[:2])
        rows = -(-len(self.waiting) // COLUMNS)
        sheet = np.zeros((rows * COLUMNS, TILE, TILE), "<u4")
        sheet[: len(self.waiting)] = [tile for _, _, tile in self.waiting]
        lines = sheet.reshape(rows, COLUMNS, TILE, TILE).swapaxes(1, 2)
        pixels = lines.reshape(rows * TILE, COLUMNS * TILE, 1).view(np.uint8)
        numbers = [number for _, number, _ in self.waiting]
        self.sheets.append((numbers, webp(pixels)))
        self.waiting = []

    def size(self):
        """Return how many bytes the tiles take; those that wait are packed for it."""
        if self.waiting:
            self._pack_sheet()
        return sum(len(packed) for _, packed in self.sheets)

    def packed(self):
        """Return the file as bytes; the first picture is not in it: see `base`."""
        self.size()
        at = {}  # where each tile stands, counted through all sheets
        for number, (numbers, _) in enumerate(self.sheets):
            at |= {tile: number * SHEET + n for n, tile in enumerate(numbers)}
        told = []
        for frame in self.frames:
            told.append(len(frame))
            told += [(place << NUMBERS) + at[tile] for place, tile in frame]
        places = zlib.compress(np.array(told, "<u4").tobytes(), 9)
        header = {
            "width": self.width,
            "height": self.height,
            "tile": TILE,
            "columns": COLUMNS,
            "sheet": SHEET,
            "numbers": NUMBERS,
            "count": len(self.frames),
            "places": len(places),
            "sheets": [len(packed) for _, packed in self.sheets],
        }
        text = json.dumps(header).encode()
        sheets = b"".join(packed for _, packed in self.sheets)
        return len(text).to_bytes(4, "little") + text + places + sheets

    def write(self, folder, name):
        """Write the first picture and the others into a folder; return their names."""
        base, others = folder / f"{name}.webp", folder / f"{name}.pack"
        base.write_bytes(webp(self.base()))
        others.write_bytes(self.packed())
        return base.name, others.name


def webp(pixels):
    """Return pixels as lossless WebP."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "WEBP", lossless=True, quality=80, method=4)
    return buffer.getvalue()


def as_numbers(pixels):
    """Return one number for each pixel, whose lowest byte is its red."""
    return np.ascontiguousarray(pixels).view("<u4")[..., 0]


def as_pixels(numbers):
    """Return the pixels that such numbers stand for, uint8 (height, width, 4)."""
    return numbers[..., None].view(np.uint8)


@cache
def _rounded():
    """Return what each level of a colour is rounded to."""
    steps = np.round(np.arange(256) * LEVELS / 255) * 255 / LEVELS
    return np.round(steps).astype(np.uint8)
