"""Collect: reports from local files, folders and standard input.

>>> import pathlib, tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     path = pathlib.Path(folder, "harbour.txt")
...     _ = path.write_text("Two fishermen were killed.", encoding="utf-8")
...     (found,) = read([path], Defaults(published="2025-03-08"))
>>> found.report.id, found.report.published
('harbour', '2025-03-08')
"""

from tollbook.collect.decoding import REPORT_LIMIT
from tollbook.collect.found import Collected, Defaults, Failure, Format
from tollbook.collect.listing import Listing, find
from tollbook.collect.reading import read

__all__ = ["REPORT_LIMIT", "Collected", "Defaults", "Failure", "Format", "Listing", "find", "read"]
