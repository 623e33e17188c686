"""Play a class: 1, 10 and 30 students at once on one Jupyter server on this machine.

uv run python tests/benchmarks/classroom.py [STUDENTS …]

Each student has a kernel of their own, runs page 01 from top to bottom, and then moves
a slider four times a second for 30 seconds, as a browser would: through the server's
websocket. Printed are the time until everybody has run the page, the memory of a
kernel, and the time from a move to its picture (median, 95th percentile).
"""

import asyncio
import json
import sys
import tempfile
import time
import uuid
from pathlib import Path

import common  # noqa: F401 no bars, and the tests beside it
import nbformat
import numpy as np
import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

from tests.browser.browser import copy_notebooks, jupyter_server

PAGE = "01_gradient_descent_on_a_line.ipynb"
PANEL = "Gradient descent on a line"  # the panel whose slider is moved, by its title
SLIDER, LOW, HIGH = "eta", 0.005, 0.1
SECONDS, PAUSE = 30, 0.25
LONGEST = 300  # seconds for a reply


class Student:
    """One kernel and the line to it."""

    def __init__(self, address):
        self.address, self.session = address, uuid.uuid4().hex
        self.panels, self.waits, self.errors, self.lost = {}, [], [], 0

    async def arrive(self):
        """Start a kernel and open the line to it."""
        front = await AsyncHTTPClient().fetch(self.address + "lab")
        cookies = [c.partition(";")[0] for c in front.headers.get_list("Set-Cookie")]
        token = next(c for c in cookies if c.startswith("_xsrf=")).partition("=")[2]
        self.headers = {"Cookie": "; ".join(cookies), "X-XSRFToken": token}
        reply = await self.ask("POST", "api/kernels", body='{"name": "python3"}')
        self.kernel = json.loads(reply.body)["id"]
        line = f"api/kernels/{self.kernel}/channels?session_id={self.session}"
        address = self.address.replace("http", "ws", 1) + line
        request = HTTPRequest(address, headers=self.headers)
        self.line = await websocket_connect(request, max_message_size=2**26)

    def ask(self, method, place, **options):
        """Ask the server for something, with the names that it has given us."""
        options |= {"request_timeout": LONGEST, "headers": self.headers}
        return AsyncHTTPClient().fetch(self.address + place, method=method, **options)

    async def send(self, kind, content):
        """Send a message on the shell channel; return its id."""
        number = uuid.uuid4().hex
        header = {
            "msg_id": number, "msg_type": kind, "session": self.session,
            "username": "student", "version": "5.3", "date": "",
        }  # fmt: skip
        message = {
            "header": header, "parent_header": {}, "metadata": {}, "content": content,
            "channel": "shell", "buffers": [],
        }  # fmt: skip
        await self.line.write_message(json.dumps(message))
        return number

    async def until_idle(self, number):
        """Read what the kernel says about a message until it has done with it.

        Returns whether a picture came.
        """
        picture = False
        while True:
            text = await asyncio.wait_for(self.line.read_message(), LONGEST)
            message = json.loads(text if isinstance(text, str) else _json_of(text))
            self._note(message)
            if message["parent_header"].get("msg_id") != number:
                continue
            picture |= message["msg_type"] == "update_display_data"
            done = message["content"].get("execution_state") == "idle"
            if message["msg_type"] == "status" and done:
                return picture

    def _note(self, message):
        if message["msg_type"] == "error":
            self.errors.append(message["content"]["ename"])
        if message["msg_type"] == "comm_open":
            comm, state = message["content"]["comm_id"], message["content"]["data"]
            state = state.get("state", {})
            if "state" in state and "title" in state:
                self.panels[state["title"]] = comm, state["state"]

    async def run_page(self, cells):
        """Run all cells, one after the other."""
        for source in cells:
            content = {
                "code": source, "silent": False, "store_history": True,
                "user_expressions": {}, "allow_stdin": False, "stop_on_error": False,
            }  # fmt: skip
            await self.until_idle(await self.send("execute_request", content))

    async def move(self, rng):
        """Move the slider for a while; note how long each picture took."""
        comm, state = self.panels[PANEL]
        end = time.monotonic() + SECONDS
        await asyncio.sleep(PAUSE * rng.random())  # not all in step
        while time.monotonic() < end:
            values = state["values"] | {SLIDER: float(rng.uniform(LOW, HIGH))}
            update = {"state": {"values": values, "dragging": True, "ratio": 1}}
            data = {"method": "update", "state": update, "buffer_paths": []}
            start = time.monotonic()
            number = await self.send("comm_msg", {"comm_id": comm, "data": data})
            picture = await self.until_idle(number)
            self.waits.append(time.monotonic() - start)
            self.lost += not picture
            await asyncio.sleep(max(0, PAUSE - self.waits[-1]))

    async def leave(self):
        """End the kernel."""
        self.line.close()
        await self.ask("DELETE", f"api/kernels/{self.kernel}")


def _json_of(packed):
    """Return the JSON part of a message that came with buffers behind it."""
    first, second = (int.from_bytes(packed[i : i + 4], "big") for i in (4, 8))
    return packed[first:second].decode()


def kernels():
    """Return the kernels that run below this process."""
    family = psutil.Process().children(recursive=True)
    return [p for p in family if "ipykernel_launcher" in " ".join(p.cmdline())]


async def lesson(address, number, cells):
    """Play a class of a number of students; return a line of the table."""
    students = [Student(address) for _ in range(number)]
    rngs = np.random.default_rng(0).spawn(number)
    start = time.monotonic()
    await asyncio.gather(*(student.arrive() for student in students))
    await asyncio.gather(*(student.run_page(cells) for student in students))
    ready = time.monotonic() - start
    pairs = zip(students, rngs, strict=True)
    await asyncio.gather(*(student.move(rng) for student, rng in pairs))
    memory = [each.memory_full_info().uss / 1e6 for each in kernels()]
    await asyncio.gather(*(student.leave() for student in students))
    waits = 1000 * np.concatenate([student.waits for student in students])
    errors = [error for student in students for error in student.errors]
    lost = sum(student.lost for student in students)
    print(
        f"{number:8}{ready:10.1f}{np.mean(memory):12.0f}{len(waits):8}"
        f"{np.median(waits):10.0f}{np.percentile(waits, 95):8.0f}"
        f"{lost:8}{len(errors):8}",
        flush=True,
    )
    return not errors and not lost


def main(numbers):
    """Print the table; return 1 if there was an error or a picture missing."""
    print("students  ready (s)  kernel (MB)  moves  median (ms)  p95  lost  errors")
    good = True
    with tempfile.TemporaryDirectory() as folder:
        copy_notebooks(Path(folder, "notebooks"))
        page = nbformat.read(Path(folder, "notebooks", PAGE), as_version=4)
        cells = [cell.source for cell in page.cells if cell.cell_type == "code"]
        for number in numbers:
            with jupyter_server(folder) as address:
                good &= asyncio.run(lesson(address, number, cells))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or [1, 10, 30]))
