"""The sample archive as it is published, served as a host would: below a path, compressed."""

import functools
import gzip
import http.server
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.importer import accounts
from tests.conftest import ROOT
from tests.serving import Quiet, answering

_COMPRESSED = (".css", ".html", ".js", ".json", ".svg", ".txt", ".xml")


class _Pages(Quiet):
    """Serves a folder, compressed where that helps."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data, packed = path.read_bytes(), path.suffix in _COMPRESSED
        data = gzip.compress(data) if packed else data
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path) + ("; charset=utf-8" if packed else ""))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on to the next page closes what it no longer wants."""


@contextmanager
def published(folder: Path, *options: str, content: Path = ROOT / "content") -> Iterator[str]:
    """Publish an archive into an empty folder and serve it from there; gives its address, without a slash at its end.

    `options` are further ones of Pelican's command.
    """
    if content == ROOT / "content":
        accounts.keep(content, ROOT / ".cache" / "accounts")
    server = _Server(("127.0.0.1", 0), functools.partial(_Pages, directory=str(folder)))
    with answering(server) as host:
        address = f"{host}/archive"
        command = [sys.executable, "-m", "pelican", str(content), "-o", str(folder / "archive"), "-s", "publishconf.py"]
        environ = {**os.environ, "SITEURL": address}
        subprocess.run([*command, *options], cwd=ROOT, env=environ, check=True, capture_output=True)
        yield address
