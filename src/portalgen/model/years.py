"""The years that a date may be of: others are slips of the hand, and their neighbours cannot be reckoned with."""

from datetime import date
from typing import TypeVar

YEARS = range(1900, 2200)
D = TypeVar("D", bound=date)


def in_our_time(day: D) -> D:
    """Return a day or a moment as it is. Raises ValueError for the year of a slip."""
    if day.year not in YEARS:
        raise ValueError(f"the year {day.year} cannot be meant; give one from {YEARS[0]} to {YEARS[-1]}")
    return day
