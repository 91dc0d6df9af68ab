"""The quick parser finds what the patient one finds: what we ship, every two pieces side by side, random texts."""

from itertools import product

import pytest
from conftest import ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portalgen.markup.parser import parser, patient_parser
from portalgen.markup.quick import LINES, PIECES

PATIENT = patient_parser()
SHIPPED = sorted([*(ROOT / "content").rglob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINE = st.builds(
    str.__add__,
    st.sampled_from(["", "", "- ", "* ", "3. ", "> ", "# ", "  ", "    ", "\t", "\n"]),
    st.sampled_from([
        "", "words", "**Bold:** words", "*a* b", "_a_ b", "`a` b", "[a](b.md) c", "[ ] a", "[x] a", "[a]: /b", "[^1]: a", "2020 a", "1) a",
        "a | b", "--|--", "|-|:-:|", "- - -", "***", "===", "---", ":::", "::: note", ": a", "~ a", "```", "@mara a", "\u00a0a", "a  ", "# a", "## a ##",
    ]),
)  # fmt: skip
PIECES_OF_TEXT = [
    "a", "word two", " ", "  ", "    ", "\t", "\n", "\n\n", "#", "## ", "- ", "* ", "+ ", "1. ", "2) ", "> ", "***", "---", "===",
    "```", "~~~", ":::", "::: note x", "::: audience members", ":", ": ", "~ ", "|", "| a | b |\n|---|:-:|\n| c | d |", "--|--",
    "*", "**", "_", "~~", "`", "``", "[", "]", "](", ")", "[x]", "[ ] ", "![", "[a]: /b", "[^1]", "[^1]: ", "^[", "@mara", "[[", "[[A b]]",
    "<", ">", "<b>", "</b>", "<!--", "-->", "<https://a.example>", "&amp;", "&", "\\", "\\*", "\\\n", '"', "'", "...", "--", "(c)", "!", "é", "…",
]  # fmt: skip
PIECE = st.sampled_from(PIECES_OF_TEXT)
WORDS = [
    "**a**", "*b c.*", "_d_", "__e:__", "*f**", "***g***", "*h", "_i_j", "snake_case", "`k`", "` l `", "`m", "``", "[n](o.md)", "[p](q \"r\")",
    "[s](<t>)", "[u](v#w)", "[x](javascript:y)", "[z](é/ü%20?a=b)", "[a]", "[b][c]", "[*d*](e)", "![f](g)", "^[h]", "[^i]", "@mara", "@Mara",
    "a@b.example", "\u00a0\n", "[[j k]]", "![[k]](l)", "[[ l ]]", "~m", "~~n~~", "R & D", "&amp;", "1 < 2", "<b>", "o!", "!", "^", "p.", "\n", " \n", "  \n\t", "\\", "é", "“q”",
]  # fmt: skip

EVERYTHING = """_a_ *b* **c** __d__ ~~e~~ `f` [g](h.md) ![i](j.png) <https://a.example> <b>k</b> &amp; \\* @mara [[A b]] [^1] ^[l]
two\\
lines

# One
Two
---
Three
===
- a
  - b
* c
+ d
1. e
2) f
- [x] g

> h
> - i

***
```py
j
```
~~~
k
~~~

::: note L
m
:::

N
: o
~ p

| a | b |
|---|:-:|
| c | d |

<div>
q
</div>

    code

[r]: /s
[^1]: t
"""


def same(text):
    """Compare the tokens of both parsers, and what either writes of them."""
    quick, patient = parser().parse(text), PATIENT.parse(text)
    assert [token.as_dict() for token in quick] == [token.as_dict() for token in patient]
    written = parser().renderer.render(quick, parser().options, {})
    assert written == PATIENT.renderer.render(patient, PATIENT.options, {})


@settings(max_examples=200, deadline=None)
@example(EVERYTHING)
@given(st.lists(PIECE, max_size=24).map("".join))
def test_few_rules_and_all_rules_give_the_same_tokens(text):
    same(text)


@settings(max_examples=200, deadline=None)
@example("words\n\n: a")
@example("# a | b\n--|--\nc | d")
@given(st.lists(LINE, max_size=12).map("\n".join))
def test_lines_in_any_order_give_the_same_tokens(text):
    same(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, " ", " ", ".", "(", ")", "a"]), max_size=12).map("".join))
def test_words_in_any_order_give_the_same_tokens(text):
    same(text)


@pytest.mark.parametrize("between", ["", " ", "\n"])
def test_each_word_beside_each_other_gives_the_same_tokens(between):
    for first in WORDS:
        same("\n\n".join(f"x{between}{first}{between}{second}" for second in WORDS))
        same("\n\n".join(f"{first}{between}{second} x" for second in WORDS))


def test_every_two_pieces_side_by_side_give_the_same_tokens():
    for one, other in product(PIECES_OF_TEXT, repeat=2):
        same(f"a {one}{other}b")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_that_we_ship_gives_the_same_tokens(path):
    same(path.read_text("utf-8"))


def test_every_rule_of_which_a_beginning_is_known_is_one_of_the_parser():
    known = {rule.name for ruler in (PATIENT.block.ruler, PATIENT.inline.ruler) for rule in ruler.__rules__}
    assert {*LINES, *PIECES} <= known
