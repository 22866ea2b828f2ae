"""Extract: from a report's text to claims with their exact quotes. Pure: text in, records out."""

from tollbook.records import CaseDefinition, Extraction, Extractor, Report


def extract(report: Report, definition: CaseDefinition | None = None) -> Extraction:
    """Every statement in a report that counts victims, with its quote; and every number that counts something else.

    ``definition`` brings the names of a case: sources, parties, places, communities. Without one, names mean what
    the report itself defines. A language without a lexicon is refused with a TollbookError: nothing is taken silently.

    >>> reading = extract(Report("Police said that at least 12 people were killed and seven wounded."))
    >>> [(claim.harm.value, claim.count.low, claim.count.high) for claim in reading.claims]
    [('killed', 12, None), ('injured', 7, 7)]
    """
    from tollbook.extract.reading import read  # with lexicons and places; `tollbook --help` needs none

    return read(report, definition)


def extractor(languages: tuple[str, ...]) -> Extractor:
    """The program and the lexicons that would read these languages: what a stored extraction is compared with."""
    from tollbook.extract import reading

    return reading.extractor(languages)


__all__ = ["extract", "extractor"]
