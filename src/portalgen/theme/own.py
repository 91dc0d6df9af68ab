"""Look at the templates that a portal adds to a theme: a mistake must not pass because no page shows it today."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError, meta, nodes

from portalgen.errors import ContentError, Place, Problem, nearest
from portalgen.theme.lookup import ABOUT, BESIDE, STATIC, TEMPLATES, Chain, Layer

_DEAD = re.compile(
    r"<(?:script|style|iframe|object|embed|link)\b|\son[a-z]+\s*=|\sstyle\s*=|\ssrc(?:set)?\s*=\s*[\"'](?!\{\{|data:)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PARSER = Environment()  # noqa: S701 -- takes templates apart, and draws none


def check_own(chain: Chain, loader: BaseLoader) -> None:
    """Raise ContentError with what is wrong with the portal's own files in a theme. `loader` finds its templates."""
    if not any(layer.own for layer in chain):
        return  # most portals: nothing is read
    shipped = [layer for layer in chain if not layer.own]
    known = {file for layer in shipped for file in layer.files if file.startswith(f"{TEMPLATES}/")}
    lines = frozenset(line for layer in shipped for file in known & {*layer.files}
                      for line in _stripped((layer.folder / file).read_text(encoding="utf-8")))  # fmt: skip
    problems: list[Problem] = []
    for layer in chain:
        if layer.own:
            look = _Look(layer, loader, known, lines)
            problems += look.files()
    if problems:
        raise ContentError(problems)


class _Look:
    """One folder of a theme, looked at. `known`: shipped templates; `lines`: what stands in them."""

    def __init__(self, layer: Layer, loader: BaseLoader, known: set[str], lines: frozenset[str]) -> None:
        self.layer, self.loader, self.known, self.lines = layer, loader, known, lines
        self.texts: dict[str, str] = {}
        self.trees: dict[str, nodes.Template] = {}

    def files(self) -> Iterator[Problem]:
        """Yield what is wrong with the folder's files."""
        for file in self.layer.files:
            if file.startswith(f"{TEMPLATES}/"):
                yield from self._read(file)
            elif file != ABOUT and not file.startswith(f"{STATIC}/") and not file.endswith(BESIDE):
                hint = f"a theme has {ABOUT}, {TEMPLATES}/ and {STATIC}/"
                yield self._problem(file, 1, "nothing reads this file", hint)
        named = {f"{TEMPLATES}/{path}" for name in self._named() for path in (name, name.split("/", 1)[-1])}
        for file, tree in self.trees.items():
            if file not in self.known and file not in named:
                hint = nearest(file, self.known, "pages are drawn by the files that docs/THEMES.md lists")
                yield self._problem(file, 1, "no page is drawn by this template, and no other names it", hint)
            yield from self._dead(file)
            yield from self._blocks(file, tree)

    def _read(self, file: str) -> Iterator[Problem]:
        try:
            text = self.texts[file] = (self.layer.folder / file).read_text(encoding="utf-8-sig")
            self.trees[file] = _parsed(text)
        except UnicodeDecodeError:
            yield self._problem(file, 1, "this is not UTF-8 text", "save the file as UTF-8")
        except TemplateSyntaxError as fault:
            yield self._problem(file, fault.lineno, f"template: {fault.message}", "")

    def _named(self) -> Iterable[str]:
        for tree in self.trees.values():
            yield from (name for name in meta.find_referenced_templates(tree) if name)

    def _dead(self, file: str) -> Iterator[Problem]:
        """Yield what the policy of every page switches off: scripts, styles in a page, what comes from elsewhere."""
        for number, line in enumerate(self.texts[file].splitlines(), 1):
            found = _DEAD.search(line)
            if found and line.strip() not in self.lines:
                hint = "rules go into a .css file of static/, small pictures into CSS as data:; a theme has no scripts"
                what = f"no browser will take this: {found.group(0).strip()}"
                yield self._problem(file, number, what, hint)

    def _blocks(self, file: str, tree: nodes.Template) -> Iterator[Problem]:
        """Yield the blocks that the extended template does not have, and the words outside of any block."""
        extends = next(tree.find_all(nodes.Extends), None)
        if extends is None or not isinstance(extends.template, nodes.Const):
            return
        parent = str(extends.template.value)
        try:
            there = set(self._blocks_of(parent, ()))
        except TemplateNotFound as fault:
            hint = "a name begins with a theme that this one extends, or is relative to templates/"
            yield self._problem(file, extends.lineno, f'template: there is no "{fault.name}"', hint)
            return
        for node in tree.body:
            if isinstance(node, nodes.Block) and node.name not in there:
                hint = nearest(node.name, there, f"blocks: {', '.join(sorted(there))}")
                yield self._problem(file, node.lineno, f'{parent} has no block "{node.name}"', hint)
            if isinstance(node, nodes.Output) and (line := _first_word(node)):
                yield self._problem(file, line, "what stands outside of a block is not shown", "put it into a block")

    def _blocks_of(self, name: str, seen: tuple[str, ...]) -> Iterator[str]:
        """Yield the blocks of a template and of what it extends. Raises TemplateNotFound."""
        if name in seen:
            return  # it extends itself, which the first page that it draws tells
        tree = _parsed(self.loader.get_source(_PARSER, name)[0])
        for node in tree.find_all((nodes.Block, nodes.Extends)):
            if isinstance(node, nodes.Block):
                yield node.name
            elif isinstance(node, nodes.Extends) and isinstance(node.template, nodes.Const):
                yield from self._blocks_of(str(node.template.value), (*seen, name))

    def _problem(self, file: str, line: int, what: str, hint: str) -> Problem:
        lines = self.texts.get(file, "").splitlines()
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        return Problem(what, Place(f"{self.layer.path}/{file}", line), hint, excerpt)


@lru_cache(maxsize=256)
def _parsed(text: str) -> nodes.Template:
    return _PARSER.parse(text)


def _stripped(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines())


def _first_word(node: nodes.Output) -> int:
    """Return the line of the first word of a piece of text, 0 where there are only spaces and comments."""
    for one in node.nodes:
        if isinstance(one, nodes.TemplateData):
            bare = _COMMENT.sub(lambda found: "\n" * found.group(0).count("\n"), one.data)
            if bare.strip():
                return one.lineno + bare[: len(bare) - len(bare.lstrip())].count("\n")
    return 0
