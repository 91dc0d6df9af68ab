"""One thing that was looked at, and how it is."""

from dataclasses import dataclass
from typing import Literal

State = Literal["well", "look", "ill"]


@dataclass(frozen=True, slots=True)
class Sign:
    """`state`: well; look (fine for now, but know it); ill (mend it). `hint` says what to do."""

    state: State
    what: str
    hint: str = ""
