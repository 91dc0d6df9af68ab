"""Many notes of a peer group, the same on every machine; `layouts` writes them for portalgen and for its peers.

Twelve files are people, one in twenty-five is a session's invitation, with its notes and two pre-reads; the rest are
dated notes of about 5 KB with headings, lists, tables, emphasis, mentions and links to others.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
FIRST_DAY, DAYS = date(2016, 1, 4), 3_600  # all of them before the day on which the portal is built
NOTE_LETTERS, SHORT_LETTERS = 5_000, 900
PAGES_PER_SESSION = 25
PEOPLE = ("abel", "bettina", "cecily", "declan", "gaby", "hanneke", "ines", "kenji", "mara", "priya", "soren", "yuki")
Kind = Literal["person", "session", "notes", "preread", "page"]


@dataclass(frozen=True, slots=True)
class Note:
    """One Markdown file. In its text, `{to:N}` is a link to the note of that number and `{who:ID}` a mention."""

    path: str
    kind: Kind
    title: str
    day: date
    text: str


class Writer:
    """Writes sentences of plain words, as unevenly used as people use them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = (ROOT / "src/portalgen/crypto/words.txt").read_text(encoding="utf-8").split()
        self.chance.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 5) for rank in range(len(self.words))))

    def few(self, count: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=count))

    def sentence(self, more: str = "") -> str:
        said = self.few(self.chance.randint(7, 15)).capitalize()
        return f"{said} {more}." if more else f"{said}."

    def paragraph(self, more: str) -> str:
        first, *rest = (self.sentence() for _ in range(self.chance.randint(3, 5)))
        return " ".join([first, self.sentence(more), f"*{self.few(2)}*", *rest])

    def text(self, count: int, letters: int) -> str:
        """Return a body of about `letters`, with links to some of `count` notes."""
        parts: list[str] = []
        while sum(map(len, parts)) < letters:
            link = f"as [{self.few(3)}]({{to:{self.chance.randrange(count)}}})" if self.chance.random() < 0.5 else ""
            who = f"with {{who:{self.chance.choice(PEOPLE)}}}" if self.chance.random() < 0.2 else ""
            parts += [f"## {self.few(3).capitalize()}", self.paragraph(link), self.paragraph(who)]
            parts.append("\n".join(f"- **{self.few(1)}** {self.sentence()}" for _ in range(4)))
            if self.chance.random() < 0.3:
                rows = "\n".join(f"| {self.few(1)} | {self.few(4)} |" for _ in range(4))
                parts.append(f"| what | why |\n|---|---|\n{rows}")
            if self.chance.random() < 0.3:
                parts.append(f"> {self.sentence()}")
        return "\n\n".join(parts) + "\n"


def notes(count: int) -> list[Note]:
    """Return `count` notes, at least forty, the same every time."""
    writer, made = Writer(7), list[Note]()

    def add(path: str, kind: Kind, day: date, letters: int = NOTE_LETTERS) -> None:
        made.append(Note(path, kind, writer.few(4).capitalize(), day, writer.text(count, letters)))

    for person in PEOPLE:
        add(f"people/{person}.md", "person", FIRST_DAY, SHORT_LETTERS)
    for number in range(count // PAGES_PER_SESSION):
        day = FIRST_DAY + timedelta(days=7 * number % DAYS)
        folder = f"bench/sessions/{day}-{number:04}"
        add(f"{folder}/session.md", "session", day, SHORT_LETTERS)
        add(f"{folder}/notes.md", "notes", day)
        add(f"{folder}/prereads/first.md", "preread", day)
        add(f"{folder}/prereads/second.md", "preread", day)
    for number in range(len(made), count):
        day = FIRST_DAY + timedelta(days=number % DAYS)
        add(f"bench/pages/{day.year}/note-{number:05}.md", "page", day)
    return made
