"""A kernel in a bad place, where much is missing, and what cells leave in it."""

import os
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from jupyter_client.manager import start_new_kernel

from tests.waiting import CEILING

PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")
SHOWN = ("display_data", "execute_result")
# Settings that lead a program to a home, a terminal or a network.
LEFT_OUT = re.compile(
    "(XDG|MPL|IPYTHON|JUPYTER|BACKPROP)|.*_PROXY$|TERM$|COLUMNS|LINES"
)
# Every call of Python's for the network fails as it does where there is none, and is
# noted; Jupyter's own line to the kernel is not one of them. Commas: what an installed
# German locale would say, since not every machine has one.
WORSE = """
import locale, socket, sys
import matplotlib

ASKED = []

def _without_network(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        ASKED.append(str(arguments))
        raise socket.gaierror(-3, "Temporary failure in name resolution")

sys.addaudithook(_without_network)
locale._override_localeconv = locale.localeconv() | {
    "decimal_point": ",", "thousands_sep": ".", "grouping": [3, 0]
}
assert locale.str(1.5) == "1,5"
matplotlib.rcParams["axes.formatter.use_locale"] = True
"""


class Kernel:
    """A kernel and the line to it."""

    def __init__(self, manager, client):
        self.client = client
        self.process = psutil.Process(manager.provisioner.pid)
        self.opened = {}  # what the kernel said of each widget when it made it

    def send(self, kind, content):
        """Send a message, as a browser does; return all that follows from it."""
        message = self.client.session.msg(kind, content)
        self.client.shell_channel.send(message)
        answers = []
        while True:
            answer = self.client.get_iopub_msg(timeout=CEILING)
            if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            kind, content = answer["msg_type"], answer["content"]
            if kind == "status" and content["execution_state"] == "idle":
                return answers
            answers.append((kind, content))
            if kind == "comm_open":
                self.opened[content["comm_id"]] = content["data"]["state"]

    def run(self, source):
        """Run a cell; return what it leaves in words, as `words` does."""
        content = {
            **{"code": source, "silent": False, "store_history": True},
            **{"user_expressions": {}, "allow_stdin": False, "stop_on_error": True},
        }
        answers = self.send("execute_request", content)
        return words({"output_type": kind} | content for kind, content in answers)

    def move(self, widget, values):
        """Move the controls of a panel; return the HTML that is shown, or None."""
        state = {"state": {"values": values, "dragging": False, "ratio": 1}}
        data = {"method": "update", "state": state, "buffer_paths": []}
        answers = self.send("comm_msg", {"comm_id": widget, "data": data})
        assert not [a for a in answers if a[0] in ("stream", "error")], answers
        shown = [c["data"]["text/html"] for k, c in answers if k.startswith("update")]
        return shown[-1] if shown else None


def words(outputs):
    """Return what outputs say, in their order: (kind, text) for each; no pixels."""
    said = []
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream":
            if said and said[-1][0] == output["name"]:  # printed in two pieces
                output = output | {"text": said.pop()[1] + output["text"]}
            said.append((output["name"], output["text"]))
        elif kind == "error":
            said.append((kind, f"{output['ename']}: {output['evalue']}"))
        elif kind in SHOWN:
            data = {k: v for k, v in output["data"].items() if k.startswith("text/")}
            said += [(k, PICTURE.sub("PICTURE", v)) for k, v in sorted(data.items())]
    return said


def closed_folder(place):
    """Return a folder in which this user cannot write, made at `place` if possible."""
    place.mkdir()
    place.chmod(0o555)
    if os.access(place, os.W_OK):  # root may write everywhere, but not into this one
        place = Path("/proc")
    if not place.is_dir():
        pytest.skip("this user may write into every folder of this system")
    return place


@contextmanager
def kernel_in_a_bad_place(folder):
    """Start a kernel without home, terminal, network and a folder to write into.

    folder is where the tests may write; what lies there stands in the way of a home.
    """
    (folder / "file").write_text("in the way")
    home = str(folder / "file" / "home")
    kept = {k: v for k, v in os.environ.items() if not LEFT_OUT.match(k.upper())}
    manager, client = start_new_kernel(
        kernel_name="python3",
        startup_timeout=CEILING,
        extra_arguments=["--log-level=ERROR"],
        cwd=str(closed_folder(folder / "closed")),
        env=kept | {"HOME": home, "USERPROFILE": home, "LC_ALL": "de_DE.UTF-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        kernel = Kernel(manager, client)
        kernel.first_words = kernel.run("from backprop_helpers.figures import show")
        assert kernel.run(WORSE) == []
        yield kernel
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
