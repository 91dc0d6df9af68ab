"""The theme of a portal or of one of its cohorts: the chain of folders and the settings laid over each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from portalgen.errors import Place, Problem
from portalgen.model.cohort import CohortRecord
from portalgen.model.network import Network
from portalgen.model.theme import ThemeChoice
from portalgen.source.document import Document
from portalgen.theme.environment import Templates
from portalgen.theme.lookup import TEMPLATES, Chain, Layer, find_chain
from portalgen.theme.own import check_own
from portalgen.theme.settings import Settled, Source, settle
from portalgen.theme.sheet import Sheet, make_sheet

DEFAULT_THEME = "boardroom"
SHIPPED = "shipped"
"""In a template, `{% extends "shipped/home.html" %}` is the file without the portal's own folders."""


@dataclass(frozen=True)
class Theme:
    """A theme found: its folders, the nearest first, and its settings. Cohorts that choose none share one."""

    name: str
    chain: Chain
    settled: Settled

    @property
    def templates(self) -> Templates:
        """Return where templates are looked up: by name alone, by theme, and without the portal's own folders."""
        named = [(SHIPPED, _folders(layer for layer in self.chain if not layer.own))]
        for number, layer in enumerate(self.chain):
            if layer.theme not in dict(named):
                named.append((layer.theme, _folders(self.chain[number:])))
        return Templates(_folders(self.chain), tuple(named))

    def sheet(self) -> Sheet:
        """Return the style sheet and its fonts, made once."""
        return self._sheet

    @cached_property
    def _sheet(self) -> Sheet:
        return make_sheet(self.chain, self.settled)


def theme_of(root: Path, network: Document[Network] | None, cohort: Document[CohortRecord] | None = None) -> Theme:
    """Return the theme of a cohort, or of a portal's cohorts that choose none. Raises ContentError for its faults.

    A cohort that names another theme starts from that theme's settings; one that names none starts from the portal's.
    """
    name, asked, over = DEFAULT_THEME, Problem("", Place("portal.yaml")), []
    if network:
        name, asked = network.record.theme.name or name, _asked(network)
        over.append(_source(network, network.record.theme))
    choice = cohort.record.theme if cohort else None
    if cohort and choice:
        if choice.name and choice.name != name:
            name, asked, over = choice.name, _asked(cohort), []
        over.append(_source(cohort, choice))
    theme = find_theme(root, name, asked, tuple(over))
    check_own(theme.chain, theme.templates.loader())
    return theme


def find_theme(root: Path, name: str, asked: Problem, over: tuple[Source, ...] = ()) -> Theme:
    """Return the theme `name` with the settings `over` it; `asked` is where its name stands."""
    chain = find_chain(root, name, asked)
    docs = [layer.doc for layer in reversed(chain) if layer.doc]
    own = tuple(Source(doc.record.settings, doc, ("settings",)) for doc in docs)
    return Theme(name, chain, settle((*own, *over)))


def _asked(doc: Document[Any]) -> Problem:
    """Return where a file names its theme: in a field of its own, or alone."""
    keys = ("theme", "name")
    return doc.problem("", *(keys if (*keys, "=") in doc.places.marks else keys[:1]))


def _source(doc: Document[Any], choice: ThemeChoice) -> Source:
    return Source(choice, doc, ("theme",))


def _folders(layers: Iterable[Layer]) -> tuple[Path, ...]:
    return tuple(layer.folder / TEMPLATES for layer in layers)
