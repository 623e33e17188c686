"""MNIST is read, refused or downloaded as promised, with small files of its format.

The real files are read and sent too, where BACKPROP_MNIST names their folder.
"""

import contextlib
import gzip
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import tracemalloc
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from backprop_helpers.datasets import idx, mnist
from backprop_helpers.datasets.mnist import MnistError, load_mnist
from backprop_helpers.datasets.shipped import DataError
from tests.rules.package_source import REPOSITORY
from tests.waiting import CEILING

REAL = os.environ.get("BACKPROP_MNIST")
PUBLISHED, MIRRORS = mnist.FILES, mnist.MIRRORS
FILES = tuple(PUBLISHED.items())
NAMES = tuple(PUBLISHED)
IMAGES, LABELS, TEST_IMAGES, TEST_LABELS = NAMES
SHAPES = dict(zip(NAMES, [(6, 28, 28), (6,), (3, 28, 28), (3,)], strict=True))


def idx_bytes(values):
    """Write uint8 values in the IDX format, from its description."""
    header = bytes([0, 0, 8, values.ndim])
    sizes = b"".join(n.to_bytes(4, "big") for n in values.shape)
    return header + sizes + values.tobytes()


def small_values(shapes=SHAPES):
    rng = np.random.default_rng(0)
    return {
        name: rng.integers(0, 256 if len(shape) > 1 else 10, shape, dtype=np.uint8)
        for name, shape in shapes.items()
    }


VALUES = small_values()
CONTENT = {name: idx_bytes(values) for name, values in VALUES.items()}
PACKED = {name: gzip.compress(content, mtime=0) for name, content in CONTENT.items()}


def described(values):
    """Return what mnist.FILES says of values: shape, SHA-256 unpacked and packed."""
    contents = {name: idx_bytes(array) for name, array in values.items()}
    return {
        name: (values[name].shape, sha256(c), sha256(gzip.compress(c, mtime=0)))
        for name, c in contents.items()
    }


def sha256(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """Make small files the published ones, and a new folder the user's cache."""
    monkeypatch.setattr(mnist, "FILES", described(VALUES))
    monkeypatch.setattr(mnist, "TRAINING_IMAGES", 5)
    monkeypatch.setattr(mnist, "MIRRORS", ())
    monkeypatch.setattr(mnist, "WAIT", 0.0)
    monkeypatch.delenv("BACKPROP_MNIST", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    folder = tmp_path / "cache"
    monkeypatch.setattr("pooch.os_cache", lambda project: folder / project)
    return folder / "backprop-helpers"


def write_files(folder, files=PACKED, suffix=".gz"):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}{suffix}").write_bytes(content)
    return folder


def assert_small_mnist(loaded):
    for part, images, labels, rows in (
        (loaded.training, IMAGES, LABELS, slice(0, 5)),
        (loaded.validation, IMAGES, LABELS, slice(5, 6)),
        (loaded.test, TEST_IMAGES, TEST_LABELS, slice(0, 3)),
    ):
        expected = VALUES[images].reshape(-1, 784)[rows] / np.float32(255)
        np.testing.assert_array_equal(part.images, expected)
        np.testing.assert_array_equal(part.labels, VALUES[labels][rows])


def refusal(*arguments, **options):
    """Return the sentence with which load_mnist refuses."""
    with pytest.raises(MnistError) as caught:
        load_mnist(*arguments, **options)
    return str(caught.value)


def load_and_measure(folder=None):
    """Return what load_mnist returns, and the most bytes that Python held meanwhile."""
    tracemalloc.start()
    try:
        return load_mnist(folder), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


# Reading


def test_images_and_labels(tmp_path):
    loaded = load_mnist(write_files(tmp_path))
    assert_small_mnist(loaded)
    for part in (loaded.training, loaded.validation, loaded.test):
        assert part.images.dtype == np.float32
        assert part.labels.dtype == int
    # A pixel by hand: 16 bytes of header, then row 0; a label, after 8 bytes.
    assert loaded.training.images[1, 30] == CONTENT[IMAGES][16 + 784 + 30] / 255
    assert loaded.training.images.max() == 1
    assert loaded.training.images.min() == 0
    assert loaded.validation.labels[0] == CONTENT[LABELS][8 + 5]


def test_there_is_one_copy_of_the_images(tmp_path):
    loaded = load_mnist(write_files(tmp_path))
    whole = loaded.training.images.base
    while whole.base is not None:
        whole = whole.base
    assert whole.size == 6 * 784
    for part in (loaded.training, loaded.validation):
        assert not part.images.flags.owndata
        assert np.shares_memory(part.images, whole)


def test_the_memory_is_that_of_the_images_and_a_block(tmp_path, monkeypatch):
    shapes = {name: (1000 * n, *rest) for name, (n, *rest) in SHAPES.items()}
    values = small_values(shapes)
    monkeypatch.setattr(mnist, "FILES", described(values))
    monkeypatch.setattr(idx, "BLOCK", 2**16)
    files = {name: gzip.compress(idx_bytes(array), 1) for name, array in values.items()}
    loaded, peak = load_and_measure(write_files(tmp_path, files))
    kept = 9000 * (784 * 4 + 8)
    assert loaded.test.images.nbytes == 3000 * 784 * 4
    # 7 MB of bytes are behind 28 MB of floats: no room for a second form of them.
    assert kept < peak < kept + 2**19


@pytest.mark.parametrize("dtype", [np.float64, np.float16, "float32"])
def test_the_type_of_the_images_can_be_chosen(dtype, tmp_path):
    loaded = load_mnist(write_files(tmp_path), dtype=dtype)
    assert loaded.training.images.dtype == loaded.test.images.dtype == dtype
    expected = VALUES[TEST_IMAGES].reshape(3, 784) / 255
    np.testing.assert_allclose(loaded.test.images, expected, rtol=1e-3, atol=1e-7)
    assert loaded.test.images.max() == 1


@pytest.mark.parametrize("dtype", [int, np.uint8, complex, str])
def test_a_type_that_is_no_float_is_refused(dtype, tmp_path):
    with pytest.raises(ValueError, match=r"choose np\.float32"):
        load_mnist(write_files(tmp_path), dtype=dtype)


@pytest.mark.parametrize(
    ("files", "suffix", "dot"),
    [
        (PACKED, ".gz", "-"),
        (CONTENT, "", "-"),
        (PACKED, ".gz", "."),
        (CONTENT, "", "."),
        (CONTENT, ".gz", "-"),  # by a browser that unpacks what it downloads
    ],
    ids=["gzip", "unpacked", "dotted gzip", "dotted", "unpacked under a packed name"],
)
def test_every_usual_name_is_found(files, suffix, dot, tmp_path):
    files = {n.replace("-idx", f"{dot}idx"): content for n, content in files.items()}
    assert_small_mnist(load_mnist(write_files(tmp_path, files, suffix)))


def test_what_is_published_is_written_down():
    text = (REPOSITORY / "data/README.md").read_text(encoding="utf-8")
    section = text.split("## MNIST")[1].split("\n## ")[0]
    row = r"`([\w-]+)` \| `([0-9a-f]{64})` \| `([0-9a-f]{64})`"
    assert re.findall(row, section) == [(n, *sums) for n, (_, *sums) in FILES]
    assert [shape for _, (shape, *_) in FILES] == [
        (60_000, 28, 28), (60_000,), (10_000, 28, 28), (10_000,),
    ]  # fmt: skip


# Folders


def test_the_folder_comes_before_the_variable_and_both_before_the_cache(
    cache, tmp_path, monkeypatch
):
    named, given = tmp_path / "named", tmp_path / "given"
    monkeypatch.setenv("BACKPROP_MNIST", str(named))
    write_files(given)
    write_files(named, dict.fromkeys(NAMES, b"?"))
    assert_small_mnist(load_mnist(str(given)))
    write_files(cache, dict.fromkeys(NAMES, b"?"))
    assert refusal().startswith(f"{named / IMAGES}.gz is cut off")
    write_files(named)
    assert_small_mnist(load_mnist())
    shutil.rmtree(named)
    assert refusal().startswith(f"{cache / IMAGES}.gz is cut off")
    write_files(cache)
    assert_small_mnist(load_mnist())
    monkeypatch.setenv("BACKPROP_MNIST", "")
    assert_small_mnist(load_mnist())


def test_a_file_that_the_folder_lacks_is_taken_from_the_cache(cache, tmp_path):
    write_files(tmp_path, {IMAGES: PACKED[IMAGES]})
    write_files(cache, {n: PACKED[n] for n in NAMES if n != IMAGES})
    assert_small_mnist(load_mnist(tmp_path))


def test_a_folder_that_has_all_needs_no_cache(tmp_path, monkeypatch):
    def nowhere(project):
        raise AssertionError("looked for the cache")

    monkeypatch.setattr("pooch.os_cache", nowhere)
    assert_small_mnist(load_mnist(write_files(tmp_path)))


def test_the_home_folder_has_a_short_name(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    write_files(tmp_path / "digits")
    assert_small_mnist(load_mnist("~/digits"))


@pytest.mark.parametrize("lacking", [NAMES, NAMES[1:2], NAMES[2:]], ids=len)
def test_what_is_missing_is_said_with_the_folders(lacking, cache, tmp_path):
    write_files(tmp_path, {n: PACKED[n] for n in NAMES if n not in lacking})
    names = ", ".join(f"{name}.gz" for name in lacking)
    assert refusal(tmp_path) == (
        f"MNIST is not complete: no {names} in {tmp_path} or {cache}. Call "
        "load_mnist(download=True), about 11 MB, or put what is missing there."
    )


def test_without_a_folder_only_the_cache_is_named(cache):
    assert f" in {cache}. Call" in refusal()
    assert not cache.exists(), "looking makes no folder"


@pytest.mark.parametrize("below", ["raw", "MNIST/raw"])
def test_what_torchvision_stored_is_found(below, tmp_path):
    write_files(tmp_path / below, CONTENT, suffix="")
    assert_small_mnist(load_mnist(tmp_path))


def test_the_folder_may_be_bytes(tmp_path):
    assert_small_mnist(load_mnist(os.fsencode(write_files(tmp_path))))


@pytest.mark.parametrize("folder", [0, 5, 1.5, ["digits"], np.float32])
def test_what_is_no_name_of_a_folder_is_refused(folder):
    with pytest.raises(ValueError, match=r"^folder is .*: give its name"):
        load_mnist(folder)


def test_a_file_in_place_of_its_folder_is_refused(mirror, tmp_path, monkeypatch):
    server = mirror()
    file = write_files(tmp_path) / f"{IMAGES}.gz"
    said = f"{file} is a file: name its folder, {tmp_path}."
    assert refusal(file) == refusal(str(file), download=True) == said
    monkeypatch.setenv("BACKPROP_MNIST", str(file))
    assert refusal() == said
    assert server.asked == []


def test_a_folder_under_the_name_of_a_file_is_not_the_file(tmp_path):
    write_files(tmp_path, {n: PACKED[n] for n in NAMES[1:]})
    (tmp_path / IMAGES).mkdir()
    assert f"no {IMAGES}.gz in {tmp_path}" in refusal(tmp_path)


def test_the_error_is_one_of_data():
    with pytest.raises(DataError):
        load_mnist()


# Damage


def one_bit(content, at=-1):
    changed = bytearray(content)
    changed[at] ^= 1
    return bytes(changed)


def repack(change):
    return lambda name: gzip.compress(change(CONTENT[name]), mtime=0)


DAMAGES = {
    "empty": (lambda name: b"", "is cut off: it ends after 0 bytes"),
    "packed, empty": (repack(lambda c: b""), "is cut off: it ends after 0 bytes"),
    "gzip cut": (lambda name: PACKED[name][:-9], "is cut off: its gzip data have no"),
    "gzip head only": (lambda name: PACKED[name][:2], "is cut off: its gzip data have"),
    "gzip checksum": (lambda name: one_bit(PACKED[name], -8), "cannot be unpacked"),
    "gzip head": (lambda name: one_bit(PACKED[name], 2), "cannot be unpacked"),
    "gzip data": (lambda name: one_bit(PACKED[name], 10), "cannot be unpacked"),
    "gzip and more": (lambda name: PACKED[name] + b"more", "cannot be unpacked"),
    "header cut": (repack(lambda c: c[:7]), "is cut off: it ends after 7 bytes"),
    "magic": (repack(lambda c: one_bit(c, 2)), "wrong magic number, 00 00 09 0"),
    "web page": (lambda name: b"<!doctype html>", "is a web page, perhaps one that as"),
    "page": (repack(lambda c: b"\xef\xbb\xbf\r\n<html>"), "is a web page, perhaps one"),
    "count": (repack(lambda c: one_bit(c, 7)), "is another file: its sizes are ["),
    "cut": (repack(lambda c: c[:-2]), "cut off: the last 2 of its bytes are missing"),
    "unpacked, cut": (lambda name: CONTENT[name][:-1], "is cut off: the last 1 of its"),
    "longer": (repack(lambda c: c + b"\0"), "is longer than its header says"),
    "one bit": (repack(one_bit), "is damaged: its content has another SHA-256"),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("damage", "words"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_refused_with_its_name(name, damage, words, tmp_path):
    write_files(tmp_path, PACKED | {name: damage(name)})
    sentence = refusal(tmp_path)
    assert sentence.startswith(f"{tmp_path / name}.gz ")
    assert words in sentence
    assert sentence.endswith("or delete it and download it again.")


def test_files_in_each_others_places_are_refused(tmp_path):
    swapped = PACKED | {IMAGES: PACKED[LABELS], LABELS: PACKED[IMAGES]}
    sentence = refusal(write_files(tmp_path, swapped))
    assert f"{IMAGES}.gz begins with the wrong magic number, 00 00 08 01" in sentence
    swapped = PACKED | {LABELS: PACKED[TEST_LABELS], TEST_LABELS: PACKED[LABELS]}
    sentence = refusal(write_files(tmp_path, swapped))
    assert f"{LABELS}.gz is another file: its sizes are [3], not [6]" in sentence


def test_a_file_that_cannot_be_read_is_said(tmp_path, monkeypatch):
    def broken(path, mode):
        raise PermissionError(13, "Permission denied", str(path))

    write_files(tmp_path)
    monkeypatch.setattr(idx, "open", broken, raising=False)
    assert f"{IMAGES}.gz cannot be read (Permission denied)" in refusal(tmp_path)


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    bomb = gzip.compress(CONTENT[LABELS] + bytes(2**26), 1)
    write_files(tmp_path, PACKED | {LABELS: bomb})
    tracemalloc.start()
    try:
        assert "is longer than its header says" in refusal(tmp_path)
        assert tracemalloc.get_traced_memory()[1] < 2**23
    finally:
        tracemalloc.stop()


# Download


class Mirror:
    """A server on 127.0.0.1 that answers as it is told, and notes what it was asked.

    `answers` holds, for a path, what to do at each request for it; the last stays.
    An answer is a function of the handler; bytes are sent as they are.
    """

    def __init__(self, answers):
        self.asked, mirror = [], self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                mirror.asked.append(self.path)
                todo = answers.get(self.path, [not_there])
                answer = todo.pop(0) if len(todo) > 1 else todo[0]
                send(self, answer) if isinstance(answer, bytes) else answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()  # waits for answers under way
        self.thread.join()


def send(handler, content, length=None, status=200):
    handler.send_response(status)
    handler.send_header("Content-Length", str(length or len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def not_there(handler):
    send(handler, b"", status=404)


def busy(handler):
    send(handler, b"", status=503)


def cut(content):
    """Promise all of it, send half."""
    return lambda handler: send(handler, content[: len(content) // 2], len(content))


@pytest.fixture
def mirror(monkeypatch):
    """Start a mirror with given answers for some files, and right ones for the rest."""
    with contextlib.ExitStack() as stack:

        def start(changed=None, files=PACKED):
            right = {f"/{name}.gz": [content] for name, content in files.items()}
            other = {f"/{name}.gz": a for name, a in (changed or {}).items()}
            new = stack.enter_context(Mirror(right | other))
            monkeypatch.setattr(mnist, "MIRRORS", (*mnist.MIRRORS, new.url))
            return new

        yield start


def closed_mirror():
    """Return the address of a port at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}/"


def files_in(folder):
    return sorted(path.name for path in folder.iterdir())


ALL_FILES = sorted(f"{name}.gz" for name in NAMES)


def test_nothing_is_downloaded_unasked(mirror):
    server = mirror()
    refusal()
    assert server.asked == []


def test_a_download_goes_to_the_cache_and_is_found_there(cache, mirror):
    server = mirror()
    assert_small_mnist(load_mnist(download=True))
    assert server.asked == [f"/{name}.gz" for name in NAMES]
    assert files_in(cache) == ALL_FILES
    for name in NAMES:
        assert (cache / f"{name}.gz").read_bytes() == PACKED[name]
    assert_small_mnist(load_mnist())
    assert_small_mnist(load_mnist(download=True))
    assert len(server.asked) == 4, "nothing is fetched twice"


def test_a_download_goes_to_the_folder_that_is_named(cache, mirror, tmp_path):
    mirror()
    assert_small_mnist(load_mnist(tmp_path / "new" / "folder", download=True))
    assert files_in(tmp_path / "new" / "folder") == ALL_FILES
    assert not cache.exists()


def test_only_what_is_missing_is_fetched(mirror, tmp_path):
    server = mirror()
    write_files(tmp_path, {IMAGES: CONTENT[IMAGES]}, suffix="")
    assert_small_mnist(load_mnist(tmp_path, download=True))
    assert server.asked == [f"/{name}.gz" for name in NAMES[1:]]


def test_other_users_may_read_the_files(cache, mirror):
    mirror()
    mask = os.umask(0o022)
    try:
        load_mnist(download=True)
    finally:
        os.umask(mask)
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in cache.iterdir()} == {0o644}


SENT = {  # the first answer for the file, and what is said of it
    "503": (busy, "answered 503"),
    "404": (not_there, "answered 404"),
    "breaks off": (cut(PACKED[IMAGES]), "broke off"),
    "wrong file": (PACKED[LABELS], "sent a file that begins with the wrong magic num"),
    "one bit": (gzip.compress(one_bit(CONTENT[IMAGES])), "sent a file that is damaged"),
    "web page": (b"<!doctype html>" * 20, "sent a file that is a web page, perhaps o"),
    "packed in another way": (gzip.compress(CONTENT[IMAGES], 1), "failed (SHA256 hash"),
    "half a file": (PACKED[IMAGES][:99], "sent a file that is cut off"),
    "nothing": (b"", "sent a file that is cut off: it ends after 0 bytes"),
}
each_failure = pytest.mark.parametrize(("bad", "words"), SENT.values(), ids=SENT)


@each_failure
def test_after_a_failure_the_next_mirror_is_asked(bad, words, cache, mirror):
    first, second = mirror({IMAGES: [bad]}), mirror()
    assert_small_mnist(load_mnist(download=True))
    assert first.asked == [f"/{name}.gz" for name in NAMES]
    assert second.asked == [f"/{IMAGES}.gz"]
    assert files_in(cache) == ALL_FILES


@each_failure
def test_a_mirror_that_failed_once_is_asked_again(bad, words, cache, mirror):
    server = mirror({IMAGES: [bad, PACKED[IMAGES]]})
    assert_small_mnist(load_mnist(download=True))
    assert server.asked == [f"/{name}.gz" for name in (IMAGES, *NAMES)]
    assert files_in(cache) == ALL_FILES


@each_failure
def test_after_all_mirrors_failed_each_is_named_with_its_reason(
    bad, words, cache, mirror, monkeypatch
):
    waits = []
    monkeypatch.setattr(mnist, "WAIT", 1.5)
    monkeypatch.setattr(mnist.time, "sleep", waits.append)
    server = mirror({IMAGES: [bad]})
    nobody = closed_mirror()
    monkeypatch.setattr(mnist, "MIRRORS", (server.url, nobody))
    sentence = refusal(download=True)
    assert sentence.startswith(f"{IMAGES}.gz could not be downloaded: {server.url} ")
    assert f"{server.url} {words}" in sentence
    assert f"; {nobody} could not be reached" in sentence
    names = ", ".join(f"{name}.gz" for name in NAMES)
    assert sentence.endswith(f"or put {names} into {cache}.")
    assert server.asked == [f"/{IMAGES}.gz"] * 2
    assert waits == [1.5]
    assert files_in(cache) == []


def test_what_came_before_a_failure_is_kept(cache, mirror):
    broken = {TEST_IMAGES: [busy, busy, PACKED[TEST_IMAGES]]}
    server = mirror(broken)
    sentence = refusal(download=True)
    assert sentence.startswith(f"{TEST_IMAGES}.gz could not be downloaded")
    assert sentence.endswith(f"put {TEST_IMAGES}.gz, {TEST_LABELS}.gz into {cache}.")
    assert files_in(cache) == sorted(f"{name}.gz" for name in NAMES[:2])
    assert_small_mnist(load_mnist(download=True))
    assert server.asked.count(f"/{IMAGES}.gz") == 1


def test_a_silent_mirror_is_left_in_time(cache, mirror, monkeypatch):
    done = threading.Event()

    def never(handler):
        done.wait(CEILING)

    def half_then_never(handler):
        cut(PACKED[LABELS])(handler)
        handler.wfile.flush()
        done.wait(CEILING)

    silent = mirror({IMAGES: [never], LABELS: [half_then_never]})
    try:
        with monkeypatch.context() as impatient:
            impatient.setattr(mnist, "TIMEOUT", (CEILING, 0.5))
            sentence = refusal(download=True)
        assert f"{silent.url} gave no answer in time" in sentence
        mirror()
        assert_small_mnist(load_mnist(download=True))
    finally:
        done.set()


def test_a_file_that_the_server_unpacks_on_the_way_is_asked_for_as_it_is(mirror):
    asked = []

    def note(handler):
        asked.append(handler.headers["Accept-Encoding"])
        send(handler, PACKED[IMAGES])

    mirror({IMAGES: [note]})
    load_mnist(download=True)
    assert asked == ["identity"]


def test_a_folder_that_cannot_be_made_is_said(mirror, tmp_path):
    server = mirror()
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    folder = tmp_path / "file" / "below"
    sentence = refusal(folder, download=True)
    assert sentence.startswith(f"{IMAGES}.gz cannot be stored in {folder} (")
    assert sentence.endswith("of yours: load_mnist(folder, download=True).")
    assert server.asked == []


@pytest.mark.parametrize(
    "step",
    [
        "pathlib.Path.mkdir",
        "tempfile.NamedTemporaryFile",
        "pooch.downloaders.open",
        "shutil.move",
    ],
)
@pytest.mark.parametrize("error", [OSError(28, "No space"), PermissionError(13, "No")])
def test_a_folder_in_which_nothing_can_be_written_is_said(
    step, error, cache, mirror, monkeypatch
):
    server = mirror()

    def refused(*_, **__):
        raise error

    monkeypatch.setattr(step, refused, raising=False)
    start = f"{IMAGES}.gz cannot be stored in {cache} ({error.strerror})"
    assert refusal(download=True).startswith(start)
    assert len(server.asked) <= 1, "no other mirror would help"
    assert not cache.exists() or files_in(cache) == []


def test_without_a_home_no_folder_is_made(mirror, monkeypatch, tmp_path):
    mirror()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pooch.os_cache", lambda project: Path("~/.cache", project))
    sentence = refusal(download=True)
    assert f"{IMAGES}.gz cannot be stored in ~" in sentence
    assert "nobody knows your home folder" in sentence
    assert not (tmp_path / "~").exists()


def test_a_damaged_file_is_not_replaced_without_a_word(mirror, tmp_path):
    mirror()
    write_files(tmp_path, PACKED | {LABELS: b"mine"})
    assert f"{tmp_path / LABELS}.gz begins with" in refusal(tmp_path, download=True)
    assert (tmp_path / f"{LABELS}.gz").read_bytes() == b"mine"


PROGRAM = """
import json, signal, sys
from backprop_helpers.datasets import mnist
# Tests that run in the background of a shell ignore Ctrl+C, and hand that on.
signal.signal(signal.SIGINT, signal.default_int_handler)
files, mnist.MIRRORS, folder = json.loads(sys.argv[1])
mnist.FILES = {name: (tuple(shape), *sums) for name, (shape, *sums) in files.items()}
loaded = mnist.load_mnist(folder, download=True)
print(loaded.test.images.shape)
"""


def start_program(folder, **environment):
    """Start another process that downloads into folder."""
    task = json.dumps([mnist.FILES, mnist.MIRRORS, str(folder)])
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM, task],
        cwd=REPOSITORY, env=os.environ | environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.slow
def test_two_processes_may_download_at_once(mirror, tmp_path):
    together = threading.Barrier(2)

    def wait_for_the_other(handler):
        half = len(PACKED[IMAGES]) // 2
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(PACKED[IMAGES])))
        handler.end_headers()
        handler.wfile.write(PACKED[IMAGES][:half])
        together.wait(CEILING)
        handler.wfile.write(PACKED[IMAGES][half:])

    server = mirror({IMAGES: [wait_for_the_other]})
    programs = [start_program(tmp_path / "new") for _ in range(2)]
    for program in programs:
        out, err = program.communicate(timeout=CEILING)
        assert (program.returncode, out) == (0, "(3, 784)\n"), err
    assert server.asked.count(f"/{IMAGES}.gz") == 2
    assert files_in(tmp_path / "new") == ALL_FILES
    assert_small_mnist(load_mnist(tmp_path / "new"))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("how", ["SIGINT", "SIGKILL"])
def test_an_interrupted_download_leaves_a_usable_folder(how, mirror, tmp_path):
    under_way, done = threading.Event(), threading.Event()

    def stop_half_way(handler):
        cut(PACKED[LABELS])(handler)
        handler.wfile.flush()
        under_way.set()
        done.wait(CEILING)

    mirror({LABELS: [stop_half_way, PACKED[LABELS]]})
    program = start_program(tmp_path)
    try:
        assert under_way.wait(CEILING)
        program.send_signal(getattr(signal, how))
        program.communicate(timeout=CEILING)
    finally:
        done.set()
    assert program.returncode != 0
    left = files_in(tmp_path)
    assert f"{IMAGES}.gz" in left
    assert f"{LABELS}.gz" not in left
    assert how == "SIGKILL" or left == [f"{IMAGES}.gz"], "not even an unfinished folder"
    assert_small_mnist(load_mnist(tmp_path, download=True))


@pytest.mark.slow
@pytest.mark.parametrize("silent", [True, False])
def test_the_progress_bar_can_be_switched_off(silent, mirror, tmp_path):
    mirror()
    program = start_program(tmp_path, TQDM_DISABLE="1" if silent else "")
    out, err = program.communicate(timeout=CEILING)
    assert out == "(3, 784)\n"
    assert err == "" if silent else err.count("100%") == 4


@pytest.mark.slow
def test_the_import_is_cheap():
    code = "import sys, backprop_helpers.datasets.mnist; print(*sys.modules)"
    command = [sys.executable, "-W", "error", "-c", code]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert "backprop_helpers.datasets.mnist" in run.stdout.split()
    assert not {"pooch", "tqdm", "requests"} & set(run.stdout.split())


def test_the_mirrors_are_addresses_of_folders():
    assert len(set(MIRRORS)) >= 2
    for address in MIRRORS:
        assert re.fullmatch(r"https://.+/", address)


# The real files

needs_real_files = pytest.mark.skipif(
    not REAL, reason="BACKPROP_MNIST names no folder with the four files of MNIST"
)


@pytest.fixture
def real(monkeypatch):
    """Make the published files the published ones again; return {name: gzipped}."""
    monkeypatch.setattr(mnist, "TRAINING_IMAGES", 50_000)
    paths = {name: mnist._find(name, REAL) for name in NAMES}
    contents = {name: Path(path).read_bytes() for name, path in paths.items()}
    packed = {
        name: c if c[:2] == b"\x1f\x8b" else gzip.compress(c, 1)
        for name, c in contents.items()
    }
    files = {n: (*known[:2], sha256(packed[n])) for n, known in FILES}
    monkeypatch.setattr(mnist, "FILES", files)
    return packed


def assert_real_mnist(loaded):
    sizes = [len(p.labels) for p in (loaded.training, loaded.validation, loaded.test)]
    assert sizes == [50_000, 10_000, 10_000]
    # Counts of the digits, and the mean of the training images, as widely published.
    both = np.concatenate([loaded.training.labels, loaded.validation.labels])
    counts = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(both).tolist() == counts
    counts = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert np.bincount(loaded.test.labels).tolist() == counts
    images = loaded.training.images.base
    assert images.shape == (60_000 * 784,) or images.shape == (60_000, 784)
    assert images.mean(dtype=float) == pytest.approx(0.1307, abs=5e-5)
    assert loaded.test.images.shape == (10_000, 784)


@needs_real_files
@pytest.mark.usefixtures("real")
def test_real_files_in_little_memory(monkeypatch):
    monkeypatch.setenv("BACKPROP_MNIST", REAL)
    loaded, peak = load_and_measure()
    assert_real_mnist(loaded)
    print(f"220.1 MB of images and labels, at most {peak / 1e6:.1f} MB while loading")
    kept = 70_000 * (784 * 4 + 8)
    assert kept < peak < kept + 4e6


@needs_real_files
def test_real_files_from_mirrors_that_fail_in_every_way(real, cache, mirror):
    first = mirror(
        {
            IMAGES: [cut(real[IMAGES])],  # breaks off half-way
            LABELS: [real[TEST_LABELS]],  # a wrong file
            TEST_IMAGES: [busy, real[TEST_IMAGES]],  # 503 once
        },
        real,
    )
    second = mirror({TEST_IMAGES: [not_there]}, real)
    assert_real_mnist(load_mnist(download=True))
    assert [first.asked.count(f"/{name}.gz") for name in NAMES] == [1, 1, 2, 1]
    assert [second.asked.count(f"/{name}.gz") for name in NAMES] == [1, 1, 1, 0]
    assert files_in(cache) == ALL_FILES
    assert_real_mnist(load_mnist())
