"""Flashes, as WCAG 2.2 counts them in criterion 2.3.1.

A flash is a pair of opposing changes of the relative luminance by a tenth or more,
where the darker is below 0.8, on more than a quarter of a block of 341 × 256 pixels.
There may be three in a second.
"""

import numpy as np

BLOCK = (256, 341)
PART = 0.25
STEP = 4  # every fourth pixel is enough: flashes are large


def luminance(pixels):
    """Return the relative luminance of every fourth pixel, from 0 to 1."""
    rgb = np.asarray(pixels)[::STEP, ::STEP, :3] / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def largest_part(mask):
    """Return the part of a block that is true, where it is largest."""
    height, width = (round(side / STEP) for side in BLOCK)
    rows, columns = mask.shape
    room = (1, max(0, height - rows)), (1, max(0, width - columns))
    sums = np.pad(mask, room).cumsum(axis=0).cumsum(axis=1)
    inside = sums[height:] - sums[:-height]
    inside = inside[:, width:] - inside[:, :-width]
    return inside.max() / (height * width)


def flashes(pictures):
    """Count the flashes in a row of pictures, wherever they are.

    A flash is two changes, so there may be half a one. A change may take several
    pictures: each pixel is compared with its darkest and its brightest state since its
    last change.
    """
    darkest, brightest = luminance(pictures[0]), luminance(pictures[0])
    way = np.zeros(darkest.shape, dtype=int)
    changes = [0]
    for picture in pictures[1:]:
        now = luminance(picture)
        darkest, brightest = np.minimum(darkest, now), np.maximum(brightest, now)
        up = (way <= 0) & (now - darkest >= 0.1) & (darkest < 0.8)
        down = (way >= 0) & (brightest - now >= 0.1) & (now < 0.8) & ~up
        for mask, sign in ((up, 1), (down, -1)):
            way[mask], darkest[mask], brightest[mask] = sign, now[mask], now[mask]
        large = [s for s, mask in ((1, up), (-1, down)) if largest_part(mask) > PART]
        changes += [sign for sign in large if sign != changes[-1]][:1]
    return (len(changes) - 1) / 2
