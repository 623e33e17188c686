"""MNIST is read, refused or downloaded as promised, with small files of its format.

The real files are read and sent too, where BACKPROP_MNIST names their folder.
"""

import gzip
import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import tracemalloc
from contextlib import ExitStack
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
NAMES = IMAGES, LABELS, TEST_IMAGES, TEST_LABELS = tuple(PUBLISHED)
STORED = [f"{name}.gz" for name in NAMES]  # so they are called where they are fetched
SHAPES = dict(zip(NAMES, [(6, 28, 28), (6,), (3, 28, 28), (3,)], strict=True))
RNG = np.random.default_rng(0)
VALUES = {
    name: RNG.integers(0, 256 if len(shape) > 1 else 10, shape, dtype=np.uint8)
    for name, shape in SHAPES.items()
}


def idx_bytes(values):
    """Write uint8 values in the IDX format, from its description."""
    header = bytes([0, 0, 8, values.ndim])
    sizes = b"".join(n.to_bytes(4, "big") for n in values.shape)
    return header + sizes + values.tobytes()


def pack(content, level=9):
    return gzip.compress(content, level, mtime=0)


CONTENT = {name: idx_bytes(values) for name, values in VALUES.items()}
PACKED = {name: pack(content) for name, content in CONTENT.items()}


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def described(values):
    """Return what mnist.FILES says of values: shape, SHA-256 unpacked and packed."""
    contents = {name: idx_bytes(array) for name, array in values.items()}
    return {
        name: (values[name].shape, sha256(content), sha256(pack(content)))
        for name, content in contents.items()
    }


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


def write_files(folder, files=PACKED, stored_as="{0}.gz"):
    """Write files under their names; {1} is the name that has a dot."""
    for name, content in files.items():
        path = folder / stored_as.format(name, name.replace("-idx", ".idx"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def assert_small_mnist(loaded):
    for part, images, labels, rows in (
        (loaded.training, IMAGES, LABELS, slice(0, 5)),
        (loaded.validation, IMAGES, LABELS, slice(5, 6)),
        (loaded.test, TEST_IMAGES, TEST_LABELS, slice(0, 3)),
    ):
        expected = VALUES[images].reshape(-1, 784)[rows] / np.float32(255)
        np.testing.assert_array_equal(part.images, expected, strict=True)
        np.testing.assert_array_equal(part.labels, VALUES[labels][rows])
        assert part.labels.dtype == int


def refusal(*arguments, **options):
    """Return the sentence with which load_mnist refuses."""
    with pytest.raises(MnistError) as caught:
        load_mnist(*arguments, **options)
    return str(caught.value)


def traced(function, *arguments):
    """Return what a function returns, and the most bytes that Python held meanwhile."""
    tracemalloc.start()
    try:
        return function(*arguments), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


# Reading


def test_the_memory_is_that_of_the_images_and_a_block(tmp_path, monkeypatch):
    values = {
        name: np.tile(v, (1000, *[1] * (v.ndim - 1))) for name, v in VALUES.items()
    }
    monkeypatch.setattr(mnist, "FILES", described(values))
    monkeypatch.setattr(mnist, "TRAINING_IMAGES", 3000)
    monkeypatch.setattr(idx, "BLOCK", 2**16)
    write_files(tmp_path, {name: pack(idx_bytes(v), 1) for name, v in values.items()})
    loaded, peak = traced(load_mnist, tmp_path)
    assert len(loaded.training.images) == len(loaded.validation.images) == 3000
    # 7 MB of bytes are behind 28 MB of floats: no room for a second form of them, nor
    # for a copy of a part.
    kept = 9000 * (784 * 4 + 8)
    assert kept < peak < kept + 2**19


@pytest.mark.parametrize("dtype", [np.float64, np.float16, "float32"])
def test_the_type_of_the_images_can_be_chosen(dtype, tmp_path):
    loaded = load_mnist(write_files(tmp_path), dtype=dtype)
    assert loaded.training.images.dtype == loaded.test.images.dtype == dtype
    expected = VALUES[TEST_IMAGES].reshape(3, 784) / 255
    np.testing.assert_allclose(loaded.test.images, expected, rtol=1e-3, atol=1e-7)
    assert loaded.test.images.max() == 1


@pytest.mark.parametrize("dtype", [int, np.uint8, complex, str])
def test_a_type_that_is_no_float_is_refused(dtype):
    with pytest.raises(ValueError, match=r"choose np\.float32"):
        load_mnist(dtype=dtype)


@pytest.mark.parametrize(
    ("files", "stored_as"),
    [
        (PACKED, "{0}.gz"),
        (CONTENT, "{0}"),
        (PACKED, "{1}.gz"),
        (CONTENT, "{1}"),
        (CONTENT, "{0}.gz"),  # by a browser that unpacks what it downloads
        (CONTENT, "raw/{0}"),  # by torchvision, in a folder or in the one above
        (CONTENT, "MNIST/raw/{0}"),
    ],
)
def test_every_usual_name_is_found(files, stored_as, tmp_path, monkeypatch):
    monkeypatch.setattr("pooch.os_cache", pytest.fail)  # which is not needed
    assert_small_mnist(load_mnist(write_files(tmp_path, files, stored_as)))


def test_what_is_published_is_written_down():
    text = (REPOSITORY / "data/README.md").read_text(encoding="utf-8")
    section = text.split("## MNIST")[1].split("\n## ")[0]
    row = r"`([\w-]+)` \| `([0-9a-f]{64})` \| `([0-9a-f]{64})`"
    written = [(name, *sums) for name, (_, *sums) in PUBLISHED.items()]
    assert re.findall(row, section) == written
    shapes = [(60_000, 28, 28), (60_000,), (10_000, 28, 28), (10_000,)]
    assert [shape for shape, *_ in PUBLISHED.values()] == shapes
    assert len(set(MIRRORS)) >= 2
    assert all(re.fullmatch(r"https://.+/", address) for address in MIRRORS)


# Folders


def test_the_folder_is_first_then_the_variable_then_the_cache(
    cache, tmp_path, monkeypatch
):
    given, named = write_files(tmp_path / "given"), tmp_path / "named"
    for folder in (named, cache):
        write_files(folder, dict.fromkeys(NAMES, b"?"))
    monkeypatch.setenv("BACKPROP_MNIST", str(named))
    assert_small_mnist(load_mnist(str(given)))
    assert refusal().startswith(f"{named / STORED[0]} is cut off")
    for elsewhere in ("", str(tmp_path / "nowhere")):
        monkeypatch.setenv("BACKPROP_MNIST", elsewhere)
        assert refusal().startswith(f"{cache / STORED[0]} is cut off")


def test_home_has_a_short_name_and_a_name_may_be_bytes(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    write_files(tmp_path / "digits")
    assert_small_mnist(load_mnist(b"~/digits"))


@pytest.mark.parametrize("lacking", [NAMES, NAMES[1:2], NAMES[2:]], ids=len)
def test_what_is_missing_is_said_and_not_fetched(lacking, cache, mirror, tmp_path):
    server = mirror()
    write_files(tmp_path, {n: PACKED[n] for n in NAMES if n not in lacking})
    (tmp_path / lacking[0]).mkdir()  # not the file, though it has its name
    names = ", ".join(f"{name}.gz" for name in lacking)
    assert refusal(tmp_path) == (
        f"MNIST is not complete: no {names} in {tmp_path} or {cache}. Call "
        "load_mnist(download=True), about 11 MB, or put what is missing there."
    )
    assert f" in {cache}. Call" in refusal()
    assert not cache.exists(), "looking makes no folder"
    assert server.asked == []
    assert issubclass(MnistError, DataError)


@pytest.mark.parametrize("folder", [0, 5, 1.5, ["digits"], np.float32])
def test_what_is_no_name_of_a_folder_is_refused(folder):
    with pytest.raises(ValueError, match=r"^folder is .*: give its name"):
        load_mnist(folder)


def test_a_file_in_place_of_its_folder_is_refused(mirror, tmp_path, monkeypatch):
    server = mirror()
    file = write_files(tmp_path) / STORED[0]
    said = f"{file} is a file: name its folder, {tmp_path}."
    assert refusal(file) == refusal(str(file), download=True) == said
    monkeypatch.setenv("BACKPROP_MNIST", str(file))
    assert refusal() == said
    assert server.asked == []


# Damage


def one_bit(content, at=-1):
    changed = bytearray(content)
    changed[at] ^= 1
    return bytes(changed)


def repack(change):
    return lambda name: pack(change(CONTENT[name]))


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
def test_a_damaged_file_is_refused_and_not_replaced(
    name, damage, words, mirror, tmp_path
):
    server = mirror()
    write_files(tmp_path, PACKED | {name: damage(name)})
    sentence = refusal(tmp_path, download=True)
    assert sentence.startswith(f"{tmp_path / name}.gz ")
    assert words in sentence
    assert sentence.endswith("or delete it and download it again.")
    assert (tmp_path / f"{name}.gz").read_bytes() == damage(name)
    assert server.asked == []


def test_files_in_each_others_places_are_refused(tmp_path):
    write_files(tmp_path, PACKED | {LABELS: PACKED[TEST_LABELS]})
    sizes = "is another file: its sizes are [3], not [6]"
    assert f"{STORED[1]} {sizes}" in refusal(tmp_path)
    write_files(tmp_path, {IMAGES: PACKED[LABELS]})
    magic = "begins with the wrong magic number, 00 00 08 01 instead of 00 00 08 03"
    assert f"{STORED[0]} {magic}" in refusal(tmp_path)


def test_a_file_that_cannot_be_read_is_said(tmp_path, monkeypatch):
    def broken(path, mode):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(idx, "open", broken, raising=False)
    said = refusal(write_files(tmp_path))
    assert f"{STORED[0]} cannot be read (Permission denied)" in said


def test_a_bomb_is_not_unpacked(tmp_path):
    bomb = pack(CONTENT[LABELS] + bytes(2**26), 1)
    said, peak = traced(refusal, write_files(tmp_path, PACKED | {LABELS: bomb}))
    assert "is longer than its header says" in said
    assert peak < 2**23


# Download


@pytest.fixture
def mirror(monkeypatch):
    """Return what starts a server on 127.0.0.1: right answers, but for some files.

    `changed` holds, for a file, what to do at each request for it; the last stays. An
    answer is a function of the handler; bytes are sent as they are.
    """
    with ExitStack() as stack:

        def start(changed=None, files=PACKED):
            answers = {name: [content] for name, content in files.items()}
            answers |= changed or {}

            class Handler(BaseHTTPRequestHandler):
                def do_GET(self):
                    self.server.asked.append(self.path.removeprefix("/"))
                    if self.headers["Accept-Encoding"] != "identity":
                        return send(self, b"", status=406)  # it might be unpacked
                    todo = answers[self.path[1:].removesuffix(".gz")]
                    answer = todo.pop(0) if len(todo) > 1 else todo[0]
                    send(self, answer) if isinstance(answer, bytes) else answer(self)

                def log_message(self, *_):
                    pass

            server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
            server.url = f"http://127.0.0.1:{server.server_port}/"
            server.asked = []
            stack.enter_context(server)
            threading.Thread(target=server.serve_forever, args=(0.01,)).start()
            stack.callback(server.shutdown)
            monkeypatch.setattr(mnist, "MIRRORS", (*mnist.MIRRORS, server.url))
            return server

        yield start


def send(handler, content, length=None, status=200):
    handler.send_response(status)
    handler.send_header("Content-Length", str(length or len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def not_there(handler):
    send(handler, b"", status=404)


def busy(handler):
    send(handler, b"", status=503)


def silent(handler):
    handler.rfile.read()  # until the caller hangs up


def half(content, then=lambda handler: None):
    """Promise all of it, send half, and do what comes then."""

    def answer(handler):
        send(handler, content[: len(content) // 2], len(content))
        then(handler)

    return answer


def files_in(folder):
    return {path.name for path in folder.iterdir()}


def test_a_download_goes_to_the_cache_and_is_found_there(cache, mirror):
    server, mask = mirror(), os.umask(0o022)
    try:
        assert_small_mnist(load_mnist(download=True))
    finally:
        os.umask(mask)
    assert server.asked == STORED
    assert files_in(cache) == {*STORED}
    for name in NAMES:
        file = cache / f"{name}.gz"
        assert file.read_bytes() == PACKED[name]
        if os.name == "posix":
            assert file.stat().st_mode & 0o777 == 0o644, "others may read it"
    assert_small_mnist(load_mnist())
    assert_small_mnist(load_mnist(download=True))
    assert len(server.asked) == 4, "nothing is fetched twice"


def test_what_the_folder_and_the_cache_lack_is_fetched_into_the_folder(
    cache, mirror, tmp_path
):
    server = mirror()
    new, there = tmp_path / "new" / "folder", tmp_path / "there"
    write_files(cache, {LABELS: PACKED[LABELS]})
    assert_small_mnist(load_mnist(new, download=True))
    assert files_in(new) == {*STORED} - {STORED[1]}
    write_files(there, {IMAGES: CONTENT[IMAGES]}, "{0}")
    assert_small_mnist(load_mnist(there, download=True))
    assert files_in(there) == {IMAGES, *STORED[2:]}
    assert server.asked == [STORED[0], *STORED[2:], *STORED[2:]]
    assert files_in(cache) == {STORED[1]}


SENT = {  # three answers for the third file, and what is said of them
    "503": (busy, "answered 503"),
    "404": (not_there, "answered 404"),
    "breaks off": (half(PACKED[TEST_IMAGES]), "broke off"),
    "wrong file": (PACKED[LABELS], "sent a file that begins with the wrong magic num"),
    "one bit": (pack(one_bit(CONTENT[TEST_IMAGES])), "sent a file that is damaged"),
    "web page": (b"<!doctype html>" * 20, "sent a file that is a web page, perhaps o"),
    "packed in another way": (pack(CONTENT[TEST_IMAGES], 1), "failed (SHA256 hash"),
    "half a file": (PACKED[TEST_IMAGES][:99], "sent a file that is cut off"),
    "nothing": (b"", "sent a file that is cut off: it ends after 0 bytes"),
}


@pytest.mark.parametrize(("bad", "words"), SENT.values(), ids=SENT)
def test_mirrors_that_fail_are_asked_again_and_named_with_their_reasons(
    bad, words, cache, mirror, monkeypatch
):
    waits = []
    monkeypatch.setattr(mnist, "WAIT", 1.5)
    monkeypatch.setattr(mnist.time, "sleep", waits.append)
    server = mirror({TEST_IMAGES: [bad, bad, bad, PACKED[TEST_IMAGES]]})
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    monkeypatch.setattr(mnist, "MIRRORS", (server.url, nobody))
    sentence, third = refusal(download=True), STORED[2]
    assert sentence.startswith(f"{third} could not be downloaded: {server.url} {words}")
    assert f"; {nobody} could not be reached" in sentence
    assert sentence.endswith(f"or put {third}, {STORED[3]} into {cache}.")
    assert server.asked == [*STORED[:2], third, third]
    assert waits == [1.5]
    assert files_in(cache) == {*STORED[:2]}, "what came before is kept"
    assert_small_mnist(load_mnist(download=True))
    assert server.asked == [*STORED[:2], *[third] * 4, STORED[3]]
    assert waits == [1.5, 1.5]
    assert files_in(cache) == {*STORED}


@pytest.mark.slow
def test_a_silent_mirror_is_left_in_time_for_the_next(mirror, monkeypatch):
    quiet = mirror({IMAGES: [silent], LABELS: [half(PACKED[LABELS], silent)]})
    monkeypatch.setattr(mnist, "TIMEOUT", (CEILING, 1))
    assert f"{quiet.url} gave no answer in time" in refusal(download=True)
    second = mirror()
    assert_small_mnist(load_mnist(download=True))
    assert second.asked == STORED[:2]


STEPS = {  # in storing a file, and how often a mirror has been asked by then
    "pathlib.Path.mkdir": 0,
    "tempfile.NamedTemporaryFile": 0,
    "pooch.downloaders.open": 0,
    "shutil.move": 1,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("error", [OSError(28, "No space"), PermissionError(13, "No")])
def test_a_folder_in_which_nothing_can_be_written_is_said(
    step, error, cache, mirror, monkeypatch
):
    server = mirror()

    def refused(*_, **__):
        raise error

    monkeypatch.setattr(step, refused, raising=False)
    sentence = refusal(download=True)
    start = f"{STORED[0]} cannot be stored in {cache} ({error.strerror})"
    assert sentence.startswith(start)
    assert sentence.endswith("of yours: load_mnist(folder, download=True).")
    assert len(server.asked) == STEPS[step], "no other mirror would help"
    assert not cache.exists() or files_in(cache) == set()


def test_without_a_home_no_folder_is_made(mirror, monkeypatch, tmp_path):
    mirror()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pooch.os_cache", lambda project: Path("~/.cache", project))
    sentence = refusal(download=True)
    assert f"{STORED[0]} cannot be stored in ~" in sentence
    assert "nobody knows your home folder" in sentence
    assert not (tmp_path / "~").exists()


PROGRAM = """
import json, signal, sys
from backprop_helpers.datasets import mnist
dear = {"pooch", "tqdm", "requests"} & {*sys.modules}
# Tests that run in the background of a shell ignore Ctrl+C, and hand that on.
signal.signal(signal.SIGINT, signal.default_int_handler)
files, mnist.MIRRORS, folder = json.loads(sys.argv[1])
mnist.FILES = {name: (tuple(shape), *sums) for name, (shape, *sums) in files.items()}
loaded = mnist.load_mnist(folder, download=True)
print("imported at once:", *dear, loaded.test.images.shape)
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
def test_two_processes_may_download_at_once_with_a_bar_and_without(mirror, tmp_path):
    together = threading.Barrier(2)

    def wait_for_the_other(handler):
        content = PACKED[Path(handler.path).stem]
        half(content, lambda _: together.wait(CEILING))(handler)
        handler.wfile.write(content[len(content) // 2 :])

    server = mirror({name: [wait_for_the_other] for name in NAMES})
    programs = [start_program(tmp_path / "new", TQDM_DISABLE=off) for off in ("1", "")]
    for program, bars in zip(programs, (0, 4), strict=True):
        out, err = program.communicate(timeout=CEILING)
        assert (program.returncode, out) == (0, "imported at once: (3, 784)\n"), err
        assert err.count("100%") == bars
        assert bars or err == ""
    assert sorted(server.asked) == sorted(2 * STORED)
    assert files_in(tmp_path / "new") == {*STORED}
    assert_small_mnist(load_mnist(tmp_path / "new"))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("how", ["SIGINT", "SIGKILL"])
def test_an_interrupted_download_leaves_a_usable_folder(how, mirror, tmp_path):
    under_way = threading.Event()

    def note_and_wait(handler):
        under_way.set()
        silent(handler)

    mirror({LABELS: [half(PACKED[LABELS], note_and_wait), PACKED[LABELS]]})
    program = start_program(tmp_path)
    assert under_way.wait(CEILING)
    program.send_signal(getattr(signal, how))
    program.communicate(timeout=CEILING)
    assert program.returncode != 0
    left = files_in(tmp_path)
    assert STORED[0] in left
    assert STORED[1] not in left
    assert how == "SIGKILL" or left == {STORED[0]}, "not even an unfinished folder"
    assert_small_mnist(load_mnist(tmp_path, download=True))


# The real files


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
    assert images.size == 60_000 * 784
    assert images.mean(dtype=float) == pytest.approx(0.1307, abs=5e-5)
    assert loaded.test.images.shape == (10_000, 784)


@pytest.mark.skipif(not REAL, reason="BACKPROP_MNIST names no folder with real files")
def test_real_files_from_bad_mirrors_and_in_little_memory(cache, mirror, monkeypatch):
    real = {name: Path(mnist._find(name, REAL)).read_bytes() for name in NAMES}
    real = {n: c if c[:2] == b"\x1f\x8b" else pack(c, 1) for n, c in real.items()}
    files = {n: (*known[:2], sha256(real[n])) for n, known in PUBLISHED.items()}
    monkeypatch.setattr(mnist, "FILES", files)
    monkeypatch.setattr(mnist, "TRAINING_IMAGES", 50_000)
    broken = {
        IMAGES: [half(real[IMAGES])],  # breaks off half-way
        LABELS: [real[TEST_LABELS]],  # a wrong file
        TEST_IMAGES: [busy, real[TEST_IMAGES]],  # 503 once
    }
    first, second = mirror(broken, real), mirror({TEST_IMAGES: [not_there]}, real)
    assert_real_mnist(load_mnist(download=True))
    assert [first.asked.count(name) for name in STORED] == [1, 1, 2, 1]
    assert [second.asked.count(name) for name in STORED] == [1, 1, 1, 0]
    assert files_in(cache) == {*STORED}
    monkeypatch.setenv("BACKPROP_MNIST", REAL)
    loaded, peak = traced(load_mnist)
    assert_real_mnist(loaded)
    print(f"220.1 MB of images and labels, at most {peak / 1e6:.1f} MB while loading")
    kept = 70_000 * (784 * 4 + 8)
    assert kept < peak < kept + 4e6
