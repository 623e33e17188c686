"""Hold a class on a JupyterHub: three students, one nbgitpuller link, two pages.

uv run python .ci/try_hub.py

Makes a fresh environment with JupyterHub, nbgitpuller and the course, as an image of a
hub would have it, and npm's configurable-http-proxy. Starts the hub on 127.0.0.1 with a
simple authenticator and spawner, follows the link as each of three students, runs pages
00 and 04 on their servers, and follows the link again after a change on both sides:
what a student wrote must stay, what the teacher added must arrive.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
STUDENTS = ("anna", "ben", "chiara")
PAGES = ("00_start_here.ipynb", "04_two_outputs_by_hand.ipynb")
TOKEN = uuid.uuid4().hex
PATIENCE = 300  # seconds; it only ends a hang
CONFIGURATION = """\
c.JupyterHub.bind_url = "http://127.0.0.1:{public}"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.command = [{program!r}]
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.default_url = "/lab"
c.Spawner.args = ["--ServerApp.root_dir=.", "--allow-root"]
c.Spawner.start_timeout = {patience}
c.Spawner.http_timeout = {patience}
c.JupyterHub.services = [{{"name": "class", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{
    "name": "class", "services": ["class"],
    "scopes": ["admin:users", "admin:servers", "access:servers"],
}}]
"""


def run(*command, **options):
    """Run a command, which must succeed."""
    print("$", *[Path(part).name if "/" in part else part for part in command])
    subprocess.run(command, check=True, **options)


def free_ports(count):
    """Return so many ports of 127.0.0.1 that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Hub:
    """The hub at an address, asked as a service that may do what students may."""

    def __init__(self, address):
        self.address = address

    def ask(self, path, method="GET", body=None):
        """Return what the hub, or a student's server, answers."""
        request = urllib.request.Request(
            self.address + path, method=method,
            data=None if method == "GET" else json.dumps(body or {}).encode(),
            headers={"Authorization": f"token {TOKEN}"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def wait_for(self, path, process):
        """Wait until somebody answers at this path."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self.ask(path)
            except (OSError, urllib.error.URLError):
                if process.poll() is not None or time.monotonic() > end:
                    raise SystemExit("The hub did not start.") from None
                time.sleep(0.2)

    def start(self, student, process):
        """Make a student known, and start the student's server."""
        self.ask(f"/hub/api/users/{student}", "POST")
        self.ask(f"/hub/api/users/{student}/server", "POST")
        self.wait_for(f"/user/{student}/api/status", process)

    def follow_link(self, student, repository):
        """Do what nbgitpuller's link does; its page asks for the same."""
        asked = {"repo": repository.as_uri(), "targetpath": "course", "branch": "main"}
        link = urllib.parse.urlencode(
            asked | {"urlpath": f"lab/tree/course/{PAGES[0]}"}
        )
        assert "git-pull" in self.ask(f"/user/{student}/git-pull?{link}")
        pull = urllib.parse.urlencode(asked)
        told = self.ask(f"/user/{student}/git-pull/api?{pull}")
        assert '"phase": "finished"' in told, told

    def run_page(self, student, page):
        """Run every cell of a page in a kernel of the student's server."""
        path = f"course/notebooks/{page}"
        contents = self.ask(f"/user/{student}/api/contents/{path}")
        asked = {"path": path, "type": "notebook", "name": page}
        asked |= {"kernel": {"name": "python3"}}
        kernel = self.ask(f"/user/{student}/api/sessions", "POST", asked)
        place = f"/user/{student}/api/kernels/{json.loads(kernel)['kernel']['id']}"
        with Line(self.address + place) as line:
            cells = json.loads(contents)["content"]["cells"]
            code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
            for source in code:
                line.execute(source)
        self.ask(place, "DELETE")
        return len(code)


class Line:
    """A line to a kernel, as JupyterLab has one."""

    def __init__(self, address):
        import websocket  # Jupyter's own tests bring it

        self.socket = websocket.create_connection(
            address.replace("http", "ws", 1) + "/channels", timeout=PATIENCE,
            header=[f"Authorization: token {TOKEN}"],
        )  # fmt: skip

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def execute(self, source):
        """Run a cell to its end; it must not fail."""
        number = uuid.uuid4().hex
        header = {"msg_id": number, "msg_type": "execute_request", "version": "5.3"}
        header |= {"username": "", "session": number}
        content = {"code": source, "silent": False, "allow_stdin": False}
        message = {"header": header, "parent_header": {}, "metadata": {}}
        message |= {"content": content, "channel": "shell", "buffers": []}
        self.socket.send(json.dumps(message))
        while True:
            reply = json.loads(self.socket.recv())
            if reply["parent_header"].get("msg_id") != number:
                continue
            assert reply["msg_type"] != "error", reply["content"]
            if reply["content"].get("execution_state") == "idle":
                return


def prepare(folder):
    """Make the environment of the hub; return its folder of programs, and the proxy."""
    home, modules = folder / "env", folder / "node"
    run("uv", "venv", "--quiet", str(home))
    python = str(home / "bin" / "python")
    run(
        "uv", "pip", "install", "--quiet", "--python", python,
        "jupyterhub", "nbgitpuller", f"{REPOSITORY}[lab]",
    )  # fmt: skip
    run(
        "npm",
        "install",
        "--silent",
        "--prefix",
        str(modules),
        "configurable-http-proxy",
    )
    return home / "bin", modules / "node_modules/.bin/configurable-http-proxy"


def commit(course, path, change):
    """Change a notebook of the teacher's copy, and commit that."""
    notebook = json.loads((course / path).read_text("utf-8"))
    change(notebook)
    (course / path).write_text(json.dumps(notebook, indent=1), "utf-8")
    name = ("-c", "user.name=Teacher", "-c", "user.email=teacher@example.org")
    run("git", *name, "commit", "--quiet", "--all", "-m", "One more word", cwd=course)


def add_cell(text):
    """Return what puts a cell with this text at the end of a notebook."""
    cell = {"cell_type": "markdown", "id": uuid.uuid4().hex[:8], "metadata": {}}
    return lambda notebook: notebook["cells"].append(cell | {"source": text})


def lesson(hub, process, course, homes):
    """Let three students come, work, and follow the link once more."""
    for student in STUDENTS:
        (homes / student).mkdir(parents=True)
        hub.start(student, process)
        hub.follow_link(student, course)
        for page in PAGES:
            print(
                f"{student}: {hub.run_page(student, page)} cells of {page}", flush=True
            )
    mine = homes / STUDENTS[0] / "course" / "notebooks" / PAGES[0]
    notebook = json.loads(mine.read_text("utf-8"))
    add_cell("my own answer")(notebook)
    mine.write_text(json.dumps(notebook, indent=1), "utf-8")
    commit(course, f"notebooks/{PAGES[1]}", add_cell("a word of the teacher's"))
    for student in STUDENTS:
        hub.follow_link(student, course)
        theirs = homes / student / "course" / "notebooks"
        assert "a word of the teacher's" in (theirs / PAGES[1]).read_text("utf-8")
    assert "my own answer" in mine.read_text("utf-8")


def main():
    """Build the hub, hold the lesson, end the hub."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programs, proxy = prepare(folder)
        course, homes = folder / "course", folder / "homes"
        run("git", "clone", "--quiet", str(REPOSITORY), str(course))
        run("git", "checkout", "--quiet", "-B", "main", cwd=course)
        ports = dict(zip(("public", "hub", "proxy"), free_ports(3), strict=True))
        text = CONFIGURATION.format(
            **ports,
            program=str(proxy),
            homes=str(homes),
            token=TOKEN,
            patience=PATIENCE,
        )
        (folder / "jupyterhub_config.py").write_text(text, "utf-8")
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"PATH": path, "OPENBLAS_NUM_THREADS": "1"}
        process = subprocess.Popen(
            [str(programs / "jupyterhub")], cwd=folder, env=environment,
            stdout=(folder / "hub.log").open("w"), stderr=subprocess.STDOUT,
        )  # fmt: skip
        hub = Hub(f"http://127.0.0.1:{ports['public']}")
        try:
            hub.wait_for("/hub/api/", process)
            lesson(hub, process, course, homes)
        except BaseException:
            print((folder / "hub.log").read_text("utf-8")[-3000:])
            raise
        finally:
            process.terminate()  # it ends its proxy and the students' servers
            process.wait()
    print("✓ three students did pages 00 and 04 on a hub, and kept what they wrote")


if __name__ == "__main__":
    if not (shutil.which("uv") and shutil.which("npm") and shutil.which("git")):
        sys.exit("This needs uv, npm and git.")
    main()
