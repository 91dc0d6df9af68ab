"""The parser that asks few rules finds what the one finds that asks all: in pieces of Markdown in a random order."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from portalgen.markup.parser import parser, patient_parser
from portalgen.markup.quick import LINES, PIECES

PATIENT = patient_parser()
PIECE = st.sampled_from([
    "a", "word two", " ", "  ", "    ", "\t", "\n", "\n\n", "#", "## ", "- ", "* ", "+ ", "1. ", "2) ", "> ", "***", "---", "===",
    "```", "~~~", ":::", "::: note x", "::: audience members", ":", ": ", "~ ", "|", "| a | b |\n|---|:-:|\n| c | d |", "--|--",
    "*", "**", "_", "~~", "`", "``", "[", "]", "](", ")", "[x]", "[ ] ", "![", "[a]: /b", "[^1]", "[^1]: ", "^[", "@mara", "[[", "[[A b]]",
    "<", ">", "<b>", "</b>", "<!--", "-->", "<https://a.example>", "&amp;", "&", "\\", "\\*", "\\\n", '"', "'", "...", "--", "(c)", "!", "é", "…",
])  # fmt: skip

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


@settings(max_examples=200, deadline=None)
@example(EVERYTHING)
@given(st.lists(PIECE, max_size=24).map("".join))
def test_few_rules_and_all_rules_give_the_same_tokens(text):
    assert [token.as_dict() for token in parser().parse(text)] == [token.as_dict() for token in PATIENT.parse(text)]


def test_every_rule_of_which_a_beginning_is_known_is_one_of_the_parser():
    known = {rule.name for ruler in (PATIENT.block.ruler, PATIENT.inline.ruler) for rule in ruler.__rules__}
    assert {*LINES, *PIECES} <= known
