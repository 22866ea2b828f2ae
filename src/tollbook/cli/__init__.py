"""The command line: ``tollbook.cli:main``. Each command says what it does; the work is done by the packages below."""

from tollbook.cli.main import main

__all__ = ["main"]
