"""Find texts in the content folder that nothing reads: a slip in a name must not lose what somebody wrote."""

from collections.abc import Iterable, Iterator, Sequence

from portalgen.errors import Place, Problem, nearest
from portalgen.source.tree import TEXTS

OF_A_COHORT = ("cohort.yaml", "commitments.yaml", "resources.yaml")
PAPERS = "prereads"
SHARED = {"people": (".md",), "protocols": (".yaml", ".yml"), "venues": (".yaml", ".yml")}
"""Folders of content/ that are no cohorts, and what the files in them end with."""


def find_unread(files: Iterable[str], only: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for every text that is not where such a file is read; of cohorts, those in `only`, or all."""
    for path in files:
        if path.lower().endswith(TEXTS) and (fault := _why(path, only)):
            yield Problem(fault[0], Place(path), fault[1])


def _why(path: str, only: Sequence[str]) -> tuple[str, str] | None:
    """Return what is wrong with where a text is, and what to do; `path` begins with content/."""
    _, *folders, name = path.split("/")  # thousands of times, and a Path costs more
    stem, _, ending = name.rpartition(".")
    if not folders:
        return None if name.lower() == "readme.md" else ("no page comes of this file", "move it into a cohort's folder")
    kind = folders[0]
    if kind not in SHARED and only and kind not in only:
        return None
    if f".{ending}" not in TEXTS:
        return f'a name that ends in ".{ending}" is not read', f"call it {stem}.{ending.lower()}"
    if kind in SHARED:
        return _shared(f".{ending}", kind, len(folders))
    if PAPERS in folders[:-1]:
        return "no pre-read comes of this file", f"move it right into {path.partition(f'/{PAPERS}/')[0]}/{PAPERS}/"
    if ending == "md" or (len(folders) == 1 and name in OF_A_COHORT):
        return None
    return "nothing reads this file", nearest(name, OF_A_COHORT, f"a cohort has {', '.join(OF_A_COHORT)}")


def _shared(ending: str, kind: str, depth: int) -> tuple[str, str] | None:
    endings = SHARED[kind]
    if ending not in endings:
        return "nothing reads this file", f"files in content/{kind}/ end in {endings[0]}"
    return None if depth == 1 else ("nothing reads this file", f"move it right into content/{kind}/")
