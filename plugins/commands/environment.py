"""The environment that every command runs in: `.venv`, made from the lock files. Standard library only.

`python3 tasks.py NAME` calls `enter`, which makes the environment when it is missing or out of date and goes on inside
it. The commands themselves only ask for more (`require`) when they need more, as `test` does.
"""

import hashlib
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
"""The project's folder."""

HOME = ROOT / ".venv"
RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
CLUSTER = ROOT / "requirements-cluster.lock"

_NO_VENV = (
    "this Python cannot make virtual environments: the modules venv and ensurepip are missing; "
    "install them (on Debian and Ubuntu: apt install python3-venv) and run the command again"
)
_NEXT_MOVES = {
    "no space left": "the disk is full; make room (some 500 MB) and run the command again",
    "could not find a version": "a package could not be fetched; check the network and run the command again",
    "connection": "a package could not be fetched; check the network and run the command again",
    "do not match the hashes": "a package is not the one the lock file names; do not use it, and report this",
    "permission denied": "a file could not be written; check who owns the project's folder",
}

_WITH_VALUE = {"--urls", "--more", "--processes", "--scheduler"}
"""Options with a value, of the commands that take many paths: what stands behind one of these is no path."""


def inside() -> bool:
    """Whether this Python runs in the project's own environment."""
    return Path(sys.prefix).resolve() == HOME.resolve()


def spread(arguments: list[str]) -> list[str]:
    """A command line for Invoke: one PATH where `import`, `preview` and `fetch` take many, and a help flag first."""
    if arguments and not arguments[0].startswith("-") and {"--help", "-h"} & set(arguments[1:]):
        return ["--help", arguments[0]]
    if arguments[:1] not in (["import"], ["preview"], ["fetch"]):
        return arguments or ["--list"]
    spread: list[str] = []
    for argument in arguments[1:]:
        is_path = not argument.startswith("-") and not {*spread[-1:]} & _WITH_VALUE
        spread += ["--more", argument] if is_path and any(not one.startswith("-") for one in spread) else [argument]
    return [arguments[0], *spread]


def enter(arguments: list[str]) -> NoReturn:
    """Run `inv ARGUMENTS` in the project's environment, made first if need be; ends with its exit code.

    Exits with one line that names the fault and the next move when the environment cannot be made.
    """
    try:
        require(RUNTIME)
    except KeyboardInterrupt:
        print(f"Stopped. {HOME.name} is not made to its end; the same command goes on from there.", file=sys.stderr)
        sys.exit(130)
    os.environ.setdefault("PYTHONUTF8", "1")  # names and titles in any script, on every console
    program = ROOT / "plugins" / "commands" / "program.py"
    command = [str(_python()), "-P", str(program), "--search-root", str(ROOT), *arguments]
    if os.name == "nt":  # Windows has no exec: there the parent would end before its child
        with suppress(KeyboardInterrupt):
            sys.exit(subprocess.call(command))
        sys.exit(130)
    sys.stdout.flush()
    os.execv(command[0], command)


def require(lock: Path) -> None:
    """Install what a lock file names into the environment, unless that was done since it last changed.

    A task that runs in an environment of a person's own, as `inv` there does, leaves it to that person.
    """
    if "invoke" in sys.modules and not inside():
        return
    stamp = HOME / f"{lock.name}.installed"
    installed = stamp.exists() and stamp.read_text(encoding="utf-8") == _digest(lock)
    if not _python().exists() or _moved() or not (installed or _has_pip()):
        _create()
        installed = False
    if not installed:
        print(f"Installing what {lock.name} names into {HOME.name} (once, some minutes at most) ...", file=sys.stderr)
        _install(lock)
        stamp.write_text(_digest(lock), encoding="utf-8")


def _python() -> Path:
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _create() -> None:
    try:
        import ensurepip  # noqa: F401 - Debian ships Python without it
        import venv
    except ImportError:
        sys.exit(_NO_VENV)
    print(f"Making the environment {HOME.name} ...", file=sys.stderr)
    try:
        venv.create(HOME, clear=True, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError as error:  # from ensurepip, with what it printed
        said = (error.output or b"").decode(errors="replace").strip()
        sys.exit(f"{said}\n{HOME.name}: not made, {_next_move(said)}")
    except OSError as error:
        sys.exit(f"{HOME.name}: {error.strerror or error}, {_next_move(str(error))}")
    (HOME / "python.base").write_text(_base(), encoding="utf-8")


def _has_pip() -> bool:
    """Whether the environment was made to its end: pip comes last."""
    return subprocess.run([str(_python()), "-m", "pip", "--version"], capture_output=True).returncode == 0


def _moved() -> bool:
    """Whether the Python that the environment was made from has given way to another."""
    made_from = HOME / "python.base"
    return made_from.exists() and made_from.read_text(encoding="utf-8") != _base()


def _base() -> str:
    return os.path.realpath(_python())


def _install(lock: Path) -> None:
    command = [str(_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    done = subprocess.run([*command, "-r", str(lock)], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{done.stderr.strip()}\n{lock.name}: not installed, {_next_move(done.stderr)}")


def _next_move(message: str) -> str:
    found = (move for sign, move in _NEXT_MOVES.items() if sign in message.lower())
    return next(found, "see the lines above, mend what they name, and run the command again")


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()
