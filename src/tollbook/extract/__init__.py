"""Extract: from a report's text to claims with their exact quotes. Pure: text in, records out."""

from tollbook.extract.reading import extract, extractor

__all__ = ["extract", "extractor"]
