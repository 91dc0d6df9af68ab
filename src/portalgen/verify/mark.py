"""What the host says of itself, in the mark that a publish leaves there: a hint, for anybody there could change it."""

from collections.abc import Iterator
from pathlib import Path

from portalgen.errors import WorldError
from portalgen.publish.host import Mark
from portalgen.publish.mark import read_mark
from portalgen.publish.package import MARK, files_in, generation
from portalgen.verify.fetch import Stranger
from portalgen.verify.finding import Odd


def host_s_mark(stranger: Stranger) -> Mark:
    """Return the host's mark; an empty one where there is none, or something else."""
    answer = stranger.get(MARK)
    try:
        return read_mark(answer.content if answer.status == 200 else None)
    except WorldError:  # a page of the host's own, or a file of somebody else
        return Mark()


def of_mark(mark: Mark, site: Path) -> Iterator[Odd]:
    """Yield what the mark says that explains what may differ from the site that was built."""
    if mark.uploading:
        yield Odd("uploading")
    elif mark.generation and mark.generation != generation(files_in(site)):
        yield Odd("other-build")
