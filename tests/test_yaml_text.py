"""Front matter that needs no YAML parser says the same without one, and where it says it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portalgen.errors import ContentError
from portalgen.source.yaml_text import _composed, _plain_fields, parse_yaml

PIECE = st.sampled_from([
    "a", "title", "on", "Zürich", "東京", "1", "-3", "0.5", "1e3", "0x1f", "true", "~", "null", "2026-12-10", "13:00", " ", "  ", "\t",
    ":", ": ", " #", "#", "-", "- ", "? ", "&", "*", "!", "%", "@", "`", "'", '"', "|", ">", "[", "]", "{", "}", ",", "=", "<<: ",
    "---", "...", "(", ")", "/", "+", ";", "’", "–", "—", "\u00a0", "\u0085", "\u2028", "\ufeff", "\x0c", "\x1c", "\\", "_", "̈",
])  # fmt: skip
LINE = st.lists(PIECE, max_size=6).map("".join)
FIELD = st.tuples(st.sampled_from(["title", "date", "a_b"]), LINE).map(": ".join)


@given(st.lists(st.one_of(FIELD, LINE), max_size=4).map("\n".join))
@example("title: When do we stop? The 2nd time (of three); Zürich & Basel, 13:00 – 14:00/15:00\ndate: 2026-12-10\n")
def test_plain_fields_are_read_as_the_yaml_parser_reads_them(text: str) -> None:
    plain = _plain_fields(text, 2)
    if plain is not None:
        assert plain == _composed(text, "x.md", 2)


def test_the_fields_of_an_ordinary_note_need_no_parser() -> None:
    assert _plain_fields("title: The cost of stopping\ndate: 2026-12-10\nnav: true\n", 2) == (
        {"title": "The cost of stopping", "date": "2026-12-10", "nav": True},
        {(): (2, 1), ("title",): (2, 1), ("title", "="): (2, 8), ("date",): (3, 1), ("date", "="): (3, 7),
         ("nav",): (4, 1), ("nav", "="): (4, 6)},
    )  # fmt: skip


def test_a_field_that_stands_twice_is_told_however_plain() -> None:
    with pytest.raises(ContentError, match='"title" stands twice'):
        parse_yaml("title: One\ntitle: Two\n", "x.md")
