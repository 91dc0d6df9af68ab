"""The rules of a parser, sorted by the character that they can begin with."""

from collections.abc import Callable, Mapping
from typing import Any

from markdown_it.ruler import Ruler

Rule = Callable[..., bool]
Named = tuple[tuple[str, Rule], ...]


def chains(ruler: Ruler[Any]) -> dict[str, Named]:
    """Return the rules of every chain in the order of the ruler, with their names; "" is the chain of all."""
    known = [rule for rule in ruler.__rules__ if rule.enabled]
    names = {"", *(name for rule in known for name in rule.alt)}
    return {name: tuple((rule.name, rule.fn) for rule in known if not name or name in rule.alt) for name in names}


def those_for(rules: Named, begins: Mapping[str, str], mark: str) -> tuple[Rule, ...]:
    """Return the rules that can begin with `mark`; one that `begins` does not know always can."""
    return tuple(rule for name, rule in rules if name not in begins or (mark and mark in begins[name]))
