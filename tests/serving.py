"""Servers of the tests: pages on this machine, and `serve` as a person runs it."""

import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.conftest import Project


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and writes no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def answering(server: ThreadingHTTPServer) -> Iterator[str]:
    """A server at work; gives its address, without a slash at its end."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A real server over a folder, on this machine alone; gives its address."""
    with answering(ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))) as address:
        yield address


@contextmanager
def serving(
    project: Project, arguments: Sequence[str] = ("serve",), **options: Any
) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """`serve` in a project, on a port that is free, from when its site answers; gives the process and the address.

    `options` are further ones of Popen; unless they say otherwise, nobody reads what it says.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "invoke", *arguments, "--port", str(port)]
    unheard = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=project.root, **{**unheard, **options}) as server:
        address = f"http://127.0.0.1:{port}/"
        try:
            wait_until(lambda: server.poll() is not None or fetch(address) != "")
            assert server.poll() is None, "serve has ended"
            yield server, address
        finally:
            server.terminate()


def fetch(address: str) -> str:
    """A page, or nothing while it is not there."""
    try:
        with urllib.request.urlopen(address) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something to come true; fail when it does not."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)
