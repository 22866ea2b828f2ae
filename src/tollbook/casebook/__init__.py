"""A case: everything that came in, was read, was decided and follows from it, behind one object.

>>> import tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> with create(f"{folder.name}/coast", title="The coast, March 2025") as case:
...     case.definition.name, case.reports()
('The coast, March 2025', ())
>>> folder.cleanup()
"""

from tollbook.casebook.casebook import Casebook, create, open_case
from tollbook.casebook.collecting import CollectOutcome
from tollbook.casebook.extracting import ExtractOutcome

__all__ = ["Casebook", "CollectOutcome", "ExtractOutcome", "create", "open_case"]
