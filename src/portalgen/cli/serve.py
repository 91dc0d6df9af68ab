"""`portalgen serve`: the site while one writes, and the sealed sites as a host would show them."""

import threading
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from portalgen.cli.clock import now
from portalgen.cli.manners import echo
from portalgen.cli.options import Common, common
from portalgen.cli.say import first_few
from portalgen.errors import UsageError

if TYPE_CHECKING:  # rooms that other verbs must not load
    from http.server import HTTPServer

    from portalgen.load.portal import Portal
    from portalgen.serve.preview import Preview


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free port.")
@click.option("--as", "reader", default="members", show_default=True, metavar="READER",
              help="Whose site to begin with: members, sponsors, logistics, conveners, or a member's id.")  # fmt: skip
@click.option("--sealed", is_flag=True, help="Show what `build` has sealed, behind its lock page.")
@click.option("--poll", is_flag=True, help="Look for changes in turns: for network drives and shared folders.")
@common
def serve(port: int, reader: str, sealed: bool, poll: bool, common: Common) -> None:
    """Show the portal on this computer while you write: every save is there at once, and what is wrong is told.

    The preview is made in memory and asks for no passphrase. A bar at the foot of each page switches between readers.

    \b
    Examples:
      portalgen serve
      portalgen serve --as sponsors
      portalgen serve --as mara --cohort causeway --port 9000
      portalgen serve --sealed
    """
    if sealed:
        _serve_sealed(port, common)
        return
    from portalgen.load.reader import check_portal
    from portalgen.serve.preview import Preview
    from portalgen.serve.server import make_preview_server
    from portalgen.serve.site import address
    from portalgen.serve.watching import changes

    def day(portal: "Portal") -> date:
        from portalgen.build.portal import day_of_build

        return day_of_build(portal, common.as_of, now())

    check_portal(common.portal)
    preview = Preview(common.portal, common.cohort, day)
    stop = threading.Event()
    bursts = changes(common.portal, stop, poll=poll)
    next(bursts)
    preview.refresh()
    name = _reader(preview, reader)
    server = make_preview_server(preview, port, reader=name)
    base = f"http://localhost:{server.server_address[1]}"
    for cohort in preview.snapshot.cohorts if preview.snapshot else ():
        echo(f"{base}{address(name, cohort)}")
    for problem in preview.state.problems:
        echo(problem.text(), err=True)
    if preview.snapshot is None:
        echo(f"{base}/")
    threading.Thread(target=_follow, args=(preview, bursts, common), daemon=True).start()
    try:
        _serve(server, "A preview from memory, for this computer only; it follows what you save. Ctrl-C stops.")
    finally:
        stop.set()


def _serve(server: "HTTPServer", words: str) -> None:
    """Say these words, and serve until Ctrl-C, which may come as soon as they are read."""
    try:
        echo(words, err=True)
        server.serve_forever()
    except KeyboardInterrupt:
        echo("\nStopped.", err=True)
    finally:
        server.server_close()


def _reader(preview: "Preview", reader: str) -> str:
    """Return the audience that `--as` means. Raises UsageError where no cohort has such a reader."""
    name = {"assistants": "logistics"}.get(reader, reader)
    if preview.snapshot is None:
        return name
    known = {one for cohort in preview.snapshot.cohorts.values() for one in cohort.readers()}
    for candidate in (name, f"member:{name}", f"guest:{name}"):
        if candidate in known:
            return candidate
    hint = f"say one of: {', '.join(sorted(one.removeprefix('member:') for one in known))}"
    raise UsageError(f'there is no reader "{reader}"', hint=hint)


def _follow(preview: "Preview", bursts: Iterator[set[str]], common: Common) -> None:
    for changed in bursts:
        state = preview.refresh(changed)
        if not common.quiet:
            what = f"{len(state.problems)} to mend" if state.problems else "shown"
            echo(f"{first_few(changed)}: {what}", err=True)


def _serve_sealed(port: int, common: Common) -> None:
    from portalgen.serve.sealed import make_server

    server = make_server(common.folder, port)
    base = f"http://localhost:{server.server_address[1]}"
    for site in sorted(path.parent.name for path in common.folder.glob("*/index.html")):
        echo(f"{base}/{site}/")
    _serve(server, "Sealed pages, this computer only. Ctrl-C stops.")
