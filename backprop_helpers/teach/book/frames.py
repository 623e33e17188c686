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

import numpy as np
from PIL import Image

TILE = 32  # pixels
COLUMNS = 32  # tiles beside each other on a sheet
SHEET = 1024  # tiles: 4 MB when it is unpacked, which takes a browser some 10 ms
NUMBERS = 20  # bits for the number of a tile
EXACT = 64  # colours of the first picture that are kept as they are
LEVELS = 31  # of red, green and blue for all others: those at edges, which are many


class Pack:
    """Pictures of one size, uint8 (height, width, 4), of which the first is the base."""

    def __init__(self, pixels):
        code = _codes(pixels)
        colours, counts = np.unique(code, return_counts=True)
        frequent = colours[np.argsort(-counts, kind="stable")[:EXACT]]
        self.is_exact = np.zeros(1 << 24, bool)
        self.is_exact[frequent] = True
        self.base = self.plain(pixels)
        self.tiles_of_base = _cut(self.base)
        self.frames, self.known = [], {}  # lists of tiles; their bytes → their numbers
        self.sheets, self.waiting = [], []  # packed; tiles for the next one

    def plain(self, pixels):
        """Return the pixels, uint8 (height, width, 3), as they are kept.

        The colours that fill areas stay as they are, those along edges are rounded by
        at most 4 of 255 so that there are fewer.
        """
        steps = np.round(np.arange(256) * LEVELS / 255) * 255 / LEVELS
        rounded = np.round(steps).astype(np.uint8)[pixels[:, :, :3]]
        exact = self.is_exact[_codes(pixels)][:, :, None]
        return np.where(exact, pixels[:, :, :3], rounded)

    def add(self, pixels):
        """Take a picture; return its number, which it may have had already."""
        tiles = _cut(self.plain(pixels))
        differs = (tiles != self.tiles_of_base).any(axis=3)
        frame = []
        for place in np.flatnonzero(differs.any(axis=(1, 2))):
            alpha = 255 * differs[place, :, :, None].astype(np.uint8)
            tile = np.concatenate([tiles[place] * (alpha > 0), alpha], axis=2)
            frame.append((int(place), self._number_of(tile, int(place))))
        if frame not in self.frames:
            self.frames.append(frame)
        return self.frames.index(frame)

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
        sheet = np.zeros((rows * COLUMNS, TILE, TILE, 4), np.uint8)
        sheet[: len(self.waiting)] = [tile for _, _, tile in self.waiting]
        lines = sheet.reshape(rows, COLUMNS, TILE, TILE, 4).swapaxes(1, 2)
        numbers = [number for _, number, _ in self.waiting]
        self.sheets.append((numbers, webp(lines.reshape(rows * TILE, -1, 4))))
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
        height, width = self.base.shape[:2]
        header = {
            "width": width,
            "height": height,
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
        base.write_bytes(webp(self.base))
        others.write_bytes(self.packed())
        return base.name, others.name


def webp(pixels):
    """Return pixels as lossless WebP."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "WEBP", lossless=True, quality=80, method=4)
    return buffer.getvalue()


def _codes(pixels):
    """Return one number for each pixel's colour."""
    red, green, blue = np.moveaxis(pixels[:, :, :3].astype(np.uint32), 2, 0)
    return (red << 16) | (green << 8) | blue


def _cut(pixels):
    """Return the tiles of a picture, row by row: (count, TILE, TILE, 3)."""
    height, width = pixels.shape[:2]
    rows, columns = -(-height // TILE), -(-width // TILE)
    whole = np.full((rows * TILE, columns * TILE, 3), 255, np.uint8)
    whole[:height, :width] = pixels
    cut = whole.reshape(rows, TILE, columns, TILE, 3).swapaxes(1, 2)
    return cut.reshape(-1, TILE, TILE, 3)
