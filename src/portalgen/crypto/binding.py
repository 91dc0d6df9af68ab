"""The comment that ties a page's plaintext to its cohort, name and audience (docs/SPEC.md section 3)."""

import re
from dataclasses import dataclass

from portalgen.crypto.ids import NAME
from portalgen.errors import SealError

_SHAPE = re.compile(rf"<!--portalgen:1 ([a-z0-9.-]+) ({NAME}) ([a-z0-9.:-]+)-->\n")


@dataclass(frozen=True, slots=True)
class Binding:
    """Which page a plaintext says it is."""

    cohort: str
    page_id: str
    audience: str

    def comment(self) -> str:
        """Return the first line of the plaintext."""
        line = f"<!--portalgen:1 {self.cohort} {self.page_id} {self.audience}-->\n"
        if not _SHAPE.fullmatch(line):
            raise SealError("a page needs a cohort, a 16-character id and an audience of plain letters")
        return line


def read_binding(plaintext: str) -> Binding:
    """Return the binding of a page's plaintext. Raises SealError where there is none."""
    found = _SHAPE.match(plaintext)
    if found is None:
        raise SealError("this page does not say which page it is")
    return Binding(*found.groups())
