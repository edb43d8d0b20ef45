"""What importing many captures costs: captures a second in one process and in several, and the memory of the largest.

    python -m benchmarks.importing FOLDER [--processes N]

Each import starts anew, with a copy of the folder, in a process of its own; the articles must be the same.
"""

import argparse
import filecmp
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from plugins.importer import captures


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table; returns 0, or 1 where the number of processes makes a difference to the articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="captures, some hundred at least")
    parser.add_argument("--processes", type=int, default=2, metavar="N")
    options = parser.parse_args(arguments)
    count = len(list(captures.find([options.folder])))
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder, "one"), Path(folder, "many")
        rates = [count / _seconds(options.folder, one, 1), count / _seconds(options.folder, many, options.processes)]
        is_same = _is_same(filecmp.dircmp(one, many))
    print(f"{count} captures    a second")
    for processes, rate in zip((1, options.processes), rates, strict=True):
        print(f"{processes:>3} processes {rate:12.1f}")
    print(f"times         {rates[1] / rates[0]:12.2f}")
    print(f"largest process {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:8.0f} MB")
    print("the same articles" if is_same else "the articles differ")
    return 0 if is_same else 1


def _seconds(folder: Path, content: Path, processes: int) -> float:
    shutil.copytree(folder, content / "captures")
    start = time.perf_counter()
    command = [sys.executable, "-m", "plugins.importer", "--content", str(content), "import"]
    subprocess.run([*command, "--processes", str(processes)], stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _is_same(both: "filecmp.dircmp[str]") -> bool:
    files = filecmp.cmpfiles(both.left, both.right, both.common_files, shallow=False)
    differ = [*both.left_only, *both.right_only, *files[1], *files[2]]
    return not differ and all(_is_same(each) for each in both.subdirs.values())


if __name__ == "__main__":
    sys.exit(main())
