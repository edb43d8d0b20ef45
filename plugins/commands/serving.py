"""The site at home: served, built again when something changes, and loaded again in the browser."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from livereload import Server
from livereload.handlers import LiveReloadHandler, StaticFileHandler

from plugins.commands.building import CACHE, Build, BuildError, build
from plugins.commands.checks import read_articles
from plugins.commands.environment import ROOT

HOME_SITE = Build(output=CACHE / "home", address="", drafts=True)
"""What `serve` shows: the site at the root of an address, drafts under /drafts/."""

_WATCHED = ("content", "theme", "plugins", "pelicanconf.py")


_SHOWN_DRAFTS = 20


def serve(port: str, *, search: bool = False) -> None:
    """Serve the site, `search` with its index, on this machine alone until interrupted.

    Raises BuildError when the port is none or is taken.
    """
    number = _port(port)
    _refuse_taken(number)
    site = replace(HOME_SITE, search=search)
    build(site)
    home = f"http://127.0.0.1:{number}/"
    print(f"The archive is at {home}")
    for line in _drafts(home):
        print(line)
    print("It is built again whenever a file changes. Ctrl-C ends it.", flush=True)
    server = Server()
    server.SFH = _Files
    for name in _WATCHED:
        server.watch(str(ROOT / name), partial(_rebuild, site), delay="forever")
    server.serve(port=number, host="127.0.0.1", root=str(site.output))
    print("Stopped.")


class _Files(StaticFileHandler):  # type: ignore[misc]
    """The files of the site; what is not there is answered as GitHub Pages does, with the site's own page."""

    def write_error(self, status_code: int, **told: Any) -> None:
        """Called by Tornado, to write the body of an answer that tells of an error."""
        page = Path(self.root, "404.html")
        if status_code == 404 and page.is_file():
            self.finish(page.read_bytes())
        else:
            super().write_error(status_code, **told)


def _rebuild(site: Build) -> None:
    """Build and load the page again; a fault is shown and the last good site stays."""
    try:
        if build(site).changed:
            LiveReloadHandler.reload_waiters("*")
    except BuildError as error:
        print(error, flush=True)


def _drafts(home: str) -> Iterator[str]:
    """The addresses of the drafts, a line each; they stand in no list of the site."""
    drafts = [article.draft_address for article in read_articles(ROOT / "content")[0] if article.is_draft]
    yield from (f"  a draft: {home}{address}" for address in drafts[:_SHOWN_DRAFTS])
    if drafts[_SHOWN_DRAFTS:]:
        yield f"  and {len(drafts) - _SHOWN_DRAFTS:,} more, at {home}drafts/<slug>/ each"


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise BuildError(f"port {text!r} is none; give a number from 1 to 65535: python3 tasks.py serve --port 8001")
    return int(text)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise BuildError(f"port {port} is taken; choose another: python3 tasks.py serve --port {port + 1}")
