"""The one error that reaches a user."""

from __future__ import annotations


class TollbookError(Exception):
    """Something a person can understand and act on.

    ``what`` was found, ``where`` (file, line, column, claim), and what to ``do`` about it.
    Nothing that identifies a source or a victim belongs into any of them.

    >>> print(TollbookError("not valid JSON", "reports.jsonl, line 3, column 9", "mend the line"))
    reports.jsonl, line 3, column 9: not valid JSON. What to do: mend the line.
    """

    def __init__(self, what: str, where: str, do: str) -> None:
        super().__init__(what, where, do)
        self.what, self.where, self.do = what, where, do

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. What to do: {self.do}."


class UsageError(TollbookError):
    """The call itself is wrong (exit status 2), not the data."""
