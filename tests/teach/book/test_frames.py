"""A pack gives back each picture that was put into it, and keeps what is equal once."""

import numpy as np

from backprop_helpers.teach.book import frames
from backprop_helpers.teach.book.frames import LEVELS, Pack
from tests.teach.book.unpacked import pictures_in, pictures_of

BLUE, PALE = (0, 114, 178), (238, 245, 250)


def picture(x=10, colour=BLUE, size=(70, 150)):
    """Return a square on a pale ground, with a soft right edge."""
    pixels = np.full((*size, 4), 255, np.uint8)
    pixels[..., :3] = PALE
    pixels[20:50, x : x + 30, :3] = colour
    pixels[20:50, x + 30, :3] = np.linspace(0, 250, 30).astype(int)[:, None]
    return pixels


def made(*pictures):
    pack = Pack(pictures[0])
    return pack, [pack.add(each) for each in pictures]


def test_each_picture_comes_back_but_for_a_hair_at_its_edges():
    given = [picture(x) for x in (10, 11, 60, 119)]
    pack, numbers = made(*given)
    back = pictures_of(pack.packed(), pack.base())
    assert numbers == [0, 1, 2, 3]
    for before, after in zip(given, back, strict=True):
        before = before[..., :3]
        assert np.abs(after.astype(int) - before).max() <= 255 / LEVELS / 2 + 0.5
        areas = (before == BLUE).all(2) | (before == PALE).all(2)
        np.testing.assert_array_equal(after[areas], before[areas])


def test_what_is_equal_is_kept_once():
    pack, numbers = made(picture(10), picture(60), picture(10), picture(60))
    assert (numbers, len(pack.frames)) == ([0, 1, 0, 1], 2)
    assert pack.frames[0] == []  # the base itself has no tile


def test_tiles_that_are_alike_are_kept_once_wherever_they_stand():
    plain = np.full((128, 128, 4), 255, np.uint8)
    filled = plain.copy()
    filled[..., :3] = BLUE
    pack, numbers = made(plain, filled)
    assert [tile for _, tile in pack.frames[numbers[1]]] == 16 * [0]


def test_more_tiles_than_a_sheet_has_room_for(monkeypatch):
    monkeypatch.setattr(frames, "SHEET", 4)
    monkeypatch.setattr(frames, "COLUMNS", 2)
    given = [picture(x) for x in range(0, 119, 7)]
    pack, _ = made(*given)
    back = pictures_of(pack.packed(), pack.base())
    assert len(pack.sheets) > 5
    for before, after in zip(given, back, strict=True):
        assert np.abs(after.astype(int) - before[..., :3]).max() <= 5


def test_the_files_are_the_same_each_time(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        pack, _ = made(*(picture(x) for x in (10, 40, 80)))
        base, others = pack.write(tmp_path / folder, "p-wide")
    for name in (base, others):
        one, two = (
            (tmp_path / folder / name).read_bytes() for folder in ("one", "two")
        )
        assert one == two
    back = pictures_in(tmp_path / "one", {"base": base, "pack": others})
    np.testing.assert_array_equal(back[0], pack.base())
