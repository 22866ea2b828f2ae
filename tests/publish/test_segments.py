import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.publish.segments import segments
from tollbook.records import Span, TollbookError


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text(min_size=1))
    ends = st.integers(0, len(text)), st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(*ends).filter(lambda pair: pair[0] != pair[1])))
    return text, [Span(min(pair), max(pair)) for pair in pairs]


@given(texts_with_spans())
def test_the_segments_put_together_are_the_text(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    assert "".join(segment.text for segment in segments(text, spans)) == text


@given(texts_with_spans())
def test_every_span_covers_exactly_its_own_words_and_ends_once(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    found = segments(text, spans)
    for position, span in enumerate(spans):
        assert "".join(s.text for s in found if position in s.covering) == text[span.start : span.end]
        assert sum(position in s.ending for s in found) == 1


@given(texts_with_spans())
def test_the_longest_span_around_a_segment_comes_first(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    for segment in segments(text, spans):
        lengths = [spans[position].end - spans[position].start for position in segment.covering]
        assert lengths == sorted(lengths, reverse=True)


def test_an_empty_text_has_no_segments() -> None:
    assert segments("", []) == ()


@pytest.mark.parametrize("span", [Span(0, 5), Span(-1, 2), Span(2, 2), Span(3, 1)])
def test_a_span_outside_the_text_is_refused(span: Span) -> None:
    with pytest.raises(TollbookError, match="in a text of 4 characters"):
        segments("abcd", [span])
