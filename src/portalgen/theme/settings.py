"""The settings of a theme, laid over each other, each with the place that set it; checks that text can be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portalgen.errors import ContentError, Place, Problem
from portalgen.model.theme import Palette, ThemeSettings
from portalgen.source.document import Document
from portalgen.theme.colour import READABLE, contrast, legible

SCHEMES = ("light", "dark")
PAIRS = (
    ("ink", "paper"), ("ink", "card"), ("ink", "wash"), ("ink", "warm_wash"), ("soft", "paper"), ("soft", "card"),
    ("accent", "paper"), ("accent", "card"), ("accent", "wash"), ("accent_ink", "accent"), ("warm", "paper"),
    ("warm", "warm_wash"),
)  # fmt: skip
"""What stands as text on what, in every theme."""

DEFAULTS = ThemeSettings(
    light=Palette(paper="#ffffff", card="#ffffff", ink="#1a1a1a", soft="#595959", line="#d0d0d0", accent="#1f4f8f",
                  accent_ink="#ffffff", wash="#f1f4f8", warm="#8a4b16", warm_wash="#fbf0e2"),
    dark=Palette(paper="#141414", card="#1d1d1d", ink="#eaeaea", soft="#b0b0b0", line="#3a3a3a", accent="#9dc1f0",
                 accent_ink="#101820", wash="#1e2631", warm="#e9b27a", warm_wash="#2c2318"),
    size=100,
    scale=1.2,
    serif=("Georgia", "DejaVu Serif", "serif"),
    sans=("system-ui", "DejaVu Sans", "sans-serif"),
    headings=("Georgia", "DejaVu Serif", "serif"),
    fonts=(),
    emblem="keyhole",
    density="comfortable",
    radius=0.4,
    measure=38,
)  # fmt: skip
"""For a theme that extends none and leaves something out."""


@dataclass(frozen=True, slots=True)
class Source:
    """Settings as one file has them: at `keys` of `doc`; without a file, portalgen's own."""

    settings: ThemeSettings
    doc: Document[Any] | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """One value and where it comes from; a later source has a higher `rank`."""

    key: str
    value: Any
    rank: int
    source: Source
    derived: bool = False

    @property
    def place(self) -> Place | None:
        """Return the line that sets it."""
        return self.source.doc.place(*self.source.keys, *self.key.split(".")) if self.source.doc else None

    @property
    def origin(self) -> str:
        """Return where it comes from, in words."""
        told = str(self.place or "portalgen")
        return f"follows from {told}" if self.derived else told

    def problem(self, what: str, hint: str) -> Problem:
        """Return a problem with this value."""
        doc = self.source.doc
        return doc.problem(what, *self.source.keys, *self.key.split("."), hint=hint) if doc else Problem(what)


Settled = Mapping[str, Setting]
"""Every setting of a theme by its key, such as `density` or `light.paper`."""


def settle(sources: Sequence[Source]) -> Settled:
    """Return the settings of `sources`, later ones over earlier. Raises ContentError where text could not be read."""
    found: dict[str, Setting] = {}
    for rank, source in enumerate((Source(DEFAULTS), *sources)):
        found.update({key: Setting(key, value, rank, source) for key, value in _flat(source.settings)})
    _follow_accent(found)
    problems = tuple(_unreadable(found))
    if problems:
        raise ContentError(problems)
    return found


def _flat(settings: ThemeSettings) -> Iterator[tuple[str, Any]]:
    for name in ThemeSettings.model_fields:
        value = getattr(settings, name)
        if isinstance(value, Palette):
            yield from ((f"{name}.{colour}", shade) for colour, shade in value if shade is not None)
        elif value is not None:
            yield name, value


def _follow_accent(found: dict[str, Setting]) -> None:
    """Give both schemes the accent that was set last, and a text on it that reads."""
    accent = found.pop("accent", None)
    for scheme in SCHEMES:
        key, on_it = f"{scheme}.accent", f"{scheme}.accent_ink"
        if accent is not None and accent.rank >= found[key].rank:
            grounds = (found[f"{scheme}.{ground}"].value for ground in ("paper", "card", "wash"))
            value = accent.value if scheme == "light" else legible(accent.value, grounds)
            found[key] = Setting("accent", value, accent.rank, accent.source, derived=scheme == "dark")
        if found[key].rank > found[on_it].rank:
            shades = [found[f"{scheme}.card"].value, found[f"{scheme}.ink"].value, "#ffffff", "#000000"]
            value = next(shade for shade in shades if contrast(shade, found[key].value) >= READABLE)
            found[on_it] = Setting(found[key].key, value, found[key].rank, found[key].source, derived=True)


def _unreadable(found: Settled) -> Iterator[Problem]:
    """Yield a problem for every colour that cannot be read on its ground, at the one of the two that was set last."""
    told: set[tuple[str, int]] = set()
    for scheme in SCHEMES:
        for above, below in PAIRS:
            text, ground = found[f"{scheme}.{above}"], found[f"{scheme}.{below}"]
            ratio = contrast(text.value, ground.value)
            last = max((text, ground), key=lambda setting: setting.rank)
            if ratio >= READABLE or (last.key, last.rank) in told:
                continue
            told.add((last.key, last.rank))
            what = f"{scheme}: {above} {text.value} on {below} {ground.value} has a contrast of {ratio:.1f}"
            better = legible(text.value, [ground.value])
            yield last.problem(what, f'text needs at least {READABLE}; {above} "{better}" would do')
