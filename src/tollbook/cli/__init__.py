"""The command line: ``tollbook.cli:main``. Each command says what it does; the work is done by the packages below."""

import sys

try:
    from tollbook.cli.main import main
except KeyboardInterrupt:  # loading takes a moment, in which Ctrl-C would show where we are
    sys.exit(130)

__all__ = ["main"]
