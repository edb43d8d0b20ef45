"""The site at home: served, built again when something changes, and loaded again in the browser."""

import socket

from livereload import Server
from livereload.handlers import LiveReloadHandler

from plugins.commands.building import CACHE, Build, BuildError, build
from plugins.commands.environment import ROOT

HOME_SITE = Build(output=CACHE / "home", address="", drafts=True)
"""What `serve` shows: the site at the root of an address, drafts under /drafts/."""

_WATCHED = ("content", "theme", "plugins", "pelicanconf.py")


def serve(port: int) -> None:
    """Serve the site on this machine alone until interrupted. Raises BuildError when the port is taken."""
    _refuse_taken(port)
    build(HOME_SITE)
    print(f"The archive is at http://127.0.0.1:{port}/ and its drafts at http://127.0.0.1:{port}/drafts/")
    print("It is built again whenever a file changes. Ctrl-C ends it.", flush=True)
    server = Server()
    for name in _WATCHED:
        server.watch(str(ROOT / name), _rebuild, delay="forever")
    server.serve(port=port, host="127.0.0.1", root=str(HOME_SITE.output))


def _rebuild() -> None:
    """Build and load the page again; a fault is shown and the last good site stays."""
    try:
        if build(HOME_SITE).changed:
            LiveReloadHandler.reload_waiters("*")
    except BuildError as error:
        print(error, flush=True)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise BuildError(f"port {port} is taken; choose another: python3 tasks.py serve --port {port + 1}")
