"""Fit the boxes of an agenda to the time there is. Pure: spans in, minutes out, and the minutes add up exactly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

STEP = 5  # minutes; people read 25 more easily than 23
WHERE_THERE_IS_ROOM = 5  # a box with this `keep` or more is there only where every other has all it wants


@dataclass(frozen=True, slots=True)
class Span:
    """How long a box may be, in minutes. `most` is None for a box that takes what is left over.

    keep: 1 stays to the last; where time is short the highest number goes first.
    """

    least: int
    want: int
    most: int | None
    keep: int


def share(spans: Sequence[Span], total: int) -> tuple[int, ...]:
    """Return the minutes of each box; 0 for one that is left out. They make up `total`, where there is any box."""
    if not spans or total <= 0:
        return (0,) * len(spans)
    kept = _kept(spans, total)
    minutes = {number: spans[number].least for number in kept}
    if sum(minutes.values()) > total:
        return tuple(total if number in minutes else 0 for number in range(len(spans)))
    _grow(minutes, total, lambda number: spans[number].want)
    _grow(minutes, total, lambda number: spans[number].most or spans[number].want * 3 // 2)
    loose = [number for number in kept if spans[number].most is None] or [max(kept, key=minutes.__getitem__)]
    while (rest := total - sum(minutes.values())) > 0:
        shortest = min(loose, key=lambda number: (minutes[number] / max(1, spans[number].want), number))
        minutes[shortest] += min(STEP, rest)
    return tuple(minutes.get(number, 0) for number in range(len(spans)))


def _kept(spans: Sequence[Span], total: int) -> list[int]:
    """Return the numbers of the boxes that stay."""
    kept = list(range(len(spans)))

    def too_long() -> bool:
        roomy = max(spans[number].keep for number in kept) >= WHERE_THERE_IS_ROOM
        return sum(spans[number].want if roomy else spans[number].least for number in kept) > total

    while len(kept) > 1 and too_long():
        kept.remove(max(kept, key=lambda number: (spans[number].keep, number)))
    return kept


def _grow(minutes: dict[int, int], total: int, up_to: Callable[[int], int]) -> None:
    """Give minutes in small steps to whoever lacks most, until each has what `up_to` says or nothing is left."""
    while True:
        rest = total - sum(minutes.values())
        short = [number for number in minutes if minutes[number] < up_to(number)]
        if rest <= 0 or not short:
            return
        needy = max(short, key=lambda number: ((up_to(number) - minutes[number]) / up_to(number), -number))
        minutes[needy] += min(STEP, rest, up_to(needy) - minutes[needy])
