"""How well one colour reads on another: WCAG's contrast, and the nearest colour that reads. Colours are `#rrggbb`."""

from collections.abc import Iterable

READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3, level AA, for text of any size
STEPS = 100


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def legible(colour: str, grounds: Iterable[str], *, at_least: float = READABLE) -> str:
    """Return `colour`, mixed with as little white or black as makes it read on every one of `grounds`."""
    grounds = tuple(grounds)
    towards = "#000000" if min(map(_luminance, grounds)) > 0.18 else "#ffffff"  # where both are equally far away
    for step in range(STEPS + 1):
        mixed = _mix(colour, towards, step / STEPS)
        if all(contrast(mixed, ground) >= at_least for ground in grounds):
            return mixed
    return towards


def _luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (_linear(value / 255) for value in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mix(one: str, other: str, share: float) -> str:
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
