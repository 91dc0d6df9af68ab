"""`portalgen hosts`: what to give a host so that it sends the right headers."""

import click

from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.cli.verbs import Verbs
from portalgen.errors import UsageError


@click.group(cls=Verbs)
def hosts() -> None:
    """See what a host has to send with a site, and write it in the words of that host.

    \b
    Examples:
      portalgen hosts list
      portalgen hosts show nginx --at https://lunch.example/
    """


@hosts.command("list")
@common
def list_(common: Common) -> None:
    """List the hosts that portalgen knows, the file that each reads, and where that file goes.

    \b
    Examples:
      portalgen hosts list
      portalgen hosts list --format json
    """
    from portalgen.hosts.known import HOSTS

    values = [{"name": host.name, "title": host.title, "file": host.file, "in_site": host.in_site,
               "sends_headers": host.sends, "where": host.where} for host in HOSTS]  # fmt: skip
    answer(common, values, "\n".join(f"{host.name:17} {host.file or '-':25} {host.where}" for host in HOSTS))


@hosts.command()
@click.argument("name")
@click.option("--at", "place", metavar="ADDRESS", default="/", show_default=True,
              help="Where the site will be: an address, or the folder of it.")  # fmt: skip
@common
def show(name: str, place: str, common: Common) -> None:
    """Write what the host NAME has to be given. Nothing of the portal is in it.

    Most hosts find their file in the site already. For a site in a folder of its host name (`--at /clubs/harbor/`), and
    for servers of your own, it is written here.

    \b
    Examples:
      portalgen hosts show nginx --at https://lunch.example/ > portal.conf
      portalgen hosts show netlify --at /clubs/harbor/ > _headers
      portalgen hosts show github-pages
    """
    from portalgen.hosts.at import read_at
    from portalgen.hosts.known import HOSTS

    host = next((host for host in HOSTS if host.name == name), None)
    if host is None:
        raise UsageError(f'no host "{name}" is known', hint=f"say one of: {', '.join(host.name for host in HOSTS)}")
    text = host.write(read_at(place))
    answer(common, {"name": host.name, "file": host.file, "where": host.where, "text": text}, text.rstrip())
