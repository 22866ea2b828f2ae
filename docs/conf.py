"""Sphinx builds the documentation from here: offline, and with every warning an error (`make docs`)."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

from sphinx.application import Sphinx

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

project = "Tollbook"
author = "The Tollbook contributors"
copyright = "the Tollbook contributors, Apache License 2.0"  # noqa: A001 - Sphinx wants this name
version = release = installed_version("tollbook")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
myst_heading_anchors = 4
autodoc_member_order = "bysource"
autodoc_typehints = "description"
default_role = "literal"
html_theme = "furo"
html_title = "Tollbook"


def setup(app: Sphinx) -> None:
    """Write the reference from the code before Sphinx reads the pages."""
    from generate_reference import write_reference

    app.connect("builder-inited", lambda _: write_reference(HERE / "reference/generated"))
