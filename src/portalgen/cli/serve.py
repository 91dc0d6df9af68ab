"""`portalgen serve`: show the sealed sites on this computer."""

import click

from portalgen.cli.options import Common, common


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free port.")
@common
def serve(port: int, common: Common) -> None:
    """Serve the built sites on this computer only, as a host would.

    \b
    Examples:
      portalgen serve
      portalgen serve --port 9000 -o public
    """
    from portalgen.serve import make_server

    server = make_server(common.folder, port)
    address = f"http://localhost:{server.server_address[1]}"
    for site in sorted(path.parent.name for path in common.folder.glob("*/index.html")):
        click.echo(f"{address}/{site}/")
    click.echo("Sealed pages, this computer only. Ctrl-C stops.", err=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("\nStopped.", err=True)
    finally:
        server.server_close()
