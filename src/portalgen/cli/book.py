"""`portalgen book`: a session or a cohort as one encrypted file, for a mail or a memory stick."""

from pathlib import Path

import click

from portalgen.cli.clock import now
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.cli.vault import open_vault
from portalgen.errors import UsageError


@click.command()
@click.option("--session", metavar="ID", default="", help="Only this session (default: the whole cohort).")
@click.option(
    "--audience", metavar="NAME", default="members", show_default=True, help="Whose pages, such as member:mara."
)
@click.option("--run-sheet", is_flag=True, help="With the moderator's run sheets.")
@click.option("--to", type=click.Path(path_type=Path), help="Where to write it (default: this folder, a neutral name).")
@common
def book(session: str, audience: str, run_sheet: bool, to: Path | None, common: Common) -> None:
    """Bind all that an audience reads into one encrypted file. It opens from a disk with any passphrase of its readers.

    \b
    Examples:
      portalgen book --cohort causeway
      portalgen book --cohort causeway --session s5 --to ../december.html
      portalgen book --cohort causeway --audience member:mara
    """
    from portalgen.access.private import write_private
    from portalgen.book.make import Wanted, make_book
    from portalgen.build.portal import day_of_build
    from portalgen.load.reader import read_portal
    from portalgen.theme.find import theme_of

    portal = read_portal(common.portal, only=common.cohort)
    if len(portal.cohorts) != 1:
        raise UsageError(
            "a book is of one cohort", hint=f"say --cohort {portal.cohorts[0].id}" if portal.cohorts else ""
        )
    cohort = portal.cohorts[0]
    secrets, _ = open_vault(common)
    if cohort.id not in secrets.cohorts:
        raise UsageError(f"{cohort.id} has no keys yet", hint="run `portalgen build` first")
    theme = theme_of(common.portal, portal.network, cohort.doc)
    as_of = day_of_build(portal, common.as_of, now())
    wanted = Wanted(audience, session, run_sheet)
    made = make_book(portal, cohort, secrets, theme, wanted, root=common.portal, as_of=as_of)
    path = write_private(to or _free(Path(made.name)), made.text, output=common.folder)
    size = path.stat().st_size
    value = {"file": str(path), "cohort": cohort.id, "audience": audience, "session": session or None, "bytes": size,
             "chapters": made.chapters, "pages": made.pages, "pictures": made.pictures,
             "documents": made.documents}  # fmt: skip
    lines = [
        f"{path}: {made.chapters} chapters, {made.pages} pages, {made.documents} documents, {size / 1e6:.1f} MB",
        f"Whoever opens pages for {audience} opens it, with the passphrase they have. It keeps what it holds for ever:",
        "a passphrase that is taken back later still opens the books that were made before.",
    ]
    answer(common, value, "\n".join(lines))


def _free(path: Path) -> Path:
    """Return `path`, or the first name like it that no file has yet: a neutral name must not cost an older book."""
    found, number = path, 2
    while found.exists():
        found, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return found
