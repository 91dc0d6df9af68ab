"""Adding to a YAML list as text: the file reads as before and one entry more, whatever its form; or nothing happens."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from portalgen.desk.append import append_entry
from portalgen.desk.yaml_words import yaml_value
from portalgen.errors import ContentError
from portalgen.source.yaml_text import parse_yaml

ENTRY = 'id: c9\ntext: "a: b"\n'
FORMS = {
    "empty": "",
    "comment only": "# nothing yet\n",
    "no value": "commitments:\n",
    "flow empty": "commitments: []   # none yet\nother: 1\n",
    "null": "commitments: null\n",
    "indented": "commitments:\n  - id: c1\n    text: one   # first\n  # a word\n\nother: 2\n",
    "flush": "commitments:\n- id: c1\n- id: c2\nother: 2\n",
    "flow items": "commitments:\n  - {id: c1}\n  - {id: c2, updates: [{a: b}]}\n# the end\n",
    "no newline at the end": "commitments:\n  - id: c1",
    "block text": "commitments:\n  - id: c1\n    text: |\n      one\n\n      # two\n\n\nother: 2\n",
    "folded text last": "other: 2\ncommitments:\n  - id: c1\n    text: >\n      one\n      two\n",
    "nested": "commitments:\n  - id: c1\n    updates:\n      - session: s1\n        text: x\n",
    "quoted over lines": 'commitments:\n  - id: c1\n    text: "one\n      two"\nother: 2\n',
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_an_entry_more_and_every_line_that_was_there(form, newline):
    text = FORMS[form].replace("\n", newline)
    made = append_entry(text, "commitments", ENTRY, "x.yaml")
    before, after = yaml.safe_load(text) or {}, yaml.safe_load(made)
    assert after == before | {"commitments": [*(before.get("commitments") or ()), {"id": "c9", "text": "a: b"}]}
    for comment in ("# nothing yet", "# none yet", "# first", "# a word", "# the end"):
        assert (comment in text) == (comment in made)
    assert "\r\n" not in made or "\n" not in made.replace("\r\n", "")


def test_a_question_mark_that_can_be_read_elsewhere_in_the_file_does_not_stop_it():
    text = "pairs:\n  - {prompt: What did you stop?, due: 2026-12-01}\ncommitments:\n  - id: c1\n"
    made, _ = parse_yaml(append_entry(text, "commitments", ENTRY, "x.yaml"), "x.yaml")
    assert made["commitments"] == [{"id": "c1"}, {"id": "c9", "text": "a: b"}]
    assert made["pairs"] == [{"prompt": "What did you stop?", "due": "2026-12-01"}]


def test_a_list_in_one_line_is_left_with_a_word_on_what_to_do():
    with pytest.raises(ContentError) as caught:
        append_entry("commitments: [{id: c1}]\n", "commitments", ENTRY, "x.yaml")
    assert "- id: c9" in caught.value.problems[0].hint


@given(st.text(max_size=60))
def test_any_text_comes_back_from_yaml_as_it_went_in(text):
    made = parse_yaml(f"a: {yaml_value(text)}\nb: [{yaml_value(text)}, x]\n", "x")[0]
    whole = "".join(letter for letter in text if not "\ud800" <= letter <= "\udfff")
    assert made == {"a": whole, "b": [whole, "x"]}
