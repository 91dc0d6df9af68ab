"""The Markdown that portalgen speaks: CommonMark, tables, footnotes, task and definition lists, callouts, mentions."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from portalgen.markup.names import mention_at, wiki_at
from portalgen.markup.quick import quicken

MAX_NESTING = 40


@cache
def parser() -> MarkdownIt:
    """Return the parser, made once per process."""
    made = patient_parser()
    quicken(made)
    return made


def patient_parser() -> MarkdownIt:
    """Return a parser that asks every rule everywhere: the same answers, later."""
    made = MarkdownIt("commonmark", {"typographer": True, "maxNesting": MAX_NESTING})
    made.enable(["table", "strikethrough", "replacements", "smartquotes"])
    made.use(footnote_plugin).use(tasklists_plugin).use(deflist_plugin)
    made.use(container_plugin, "callout", validate=lambda params, *_: bool(params.strip()))
    made.inline.ruler.before("emphasis", "mention", _mention)
    made.inline.ruler.before("link", "wiki", _wiki)
    return made


def _mention(state: StateInline, silent: bool) -> bool:
    found = mention_at(state.src, state.pos) if not state.linkLevel else None
    if found is None:
        return False
    if not silent:
        token = state.push("mention", "", 0)
        token.content = found.group(1)
    state.pos += len(found.group(0))
    return True


def _wiki(state: StateInline, silent: bool) -> bool:
    found = wiki_at(state.src, state.pos) if not state.linkLevel else None
    if found is None:
        return False
    if not silent:
        token = state.push("wiki", "", 0)
        token.content = found.group(1).strip()
    state.pos += len(found.group(0))
    return True
