"""`python -m plugins.commands.module NAME ARGUMENTS`: run a module as `python -m NAME` does; Ctrl-C ends it quietly.

A module that is still being imported when Ctrl-C comes would otherwise end in a page of traceback.
"""

import runpy
import sys

if __name__ == "__main__":
    del sys.argv[0]
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    except KeyboardInterrupt:
        sys.exit(130)
