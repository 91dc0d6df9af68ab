"""`portalgen verify`: whether what is live is what was built."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import click

from portalgen.cli.judge import Judge
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer, progress
from portalgen.errors import Exit, UsageError

if TYPE_CHECKING:  # rooms that other verbs must not load
    from portalgen.verify.finding import Finding
    from portalgen.verify.live import Known, Verdict

SIGNS = {"leak": "LEAK", "wrong": "NOT ", "look": "look"}
SHOWN = 3  # names of files in a line; of more, one is an example


@click.command()
@click.argument("url", required=False, metavar="[URL]")
@click.option("--host", metavar="NAME", help="Where the site is: what that host cannot do is then told, not counted.")
@common
def verify(url: str | None, host: str | None, common: Common) -> int:
    """Fetch a live site as a stranger would, and compare every byte, status and header with what was built.

    Without URL, every cohort that has an `address` in its cohort.yaml. What is compared with is the site in the output
    folder: verify before you build anew. Leaves with exit code 3 where content is readable, with 4 where the host
    serves something else than it should. No passphrase is asked for; where the vault's is in the environment or the
    system's keyring, an older file of yours is told from one that somebody altered.

    \b
    Examples:
      portalgen verify https://lunch.example/ --cohort causeway
      portalgen verify                                  every cohort that has an address
      portalgen verify https://convener.github.io/lunch/ --host github-pages
      portalgen verify --format json > verdict.json
    """
    from portalgen.verify.live import verify as verify_site

    verdicts = []
    with progress(common) as show:
        for cohort, address in _addresses(url, common):
            known = _known(cohort, host, common)
            verdicts.append(verify_site(known, address, show))
    value = {"cohorts": [_plain(verdict) for verdict in verdicts]}
    answer(common, value, "\n\n".join("\n".join(_lines(verdict, common)) for verdict in verdicts))
    if any(verdict.has("leak") for verdict in verdicts):
        return Exit.LEAK
    return Exit.WORLD if any(verdict.has("wrong") for verdict in verdicts) else Exit.DONE


def _addresses(url: str | None, common: Common) -> list[tuple[str, str]]:
    """Return which cohort is to be compared with which address, each ending with a slash."""
    if url:
        built = sorted(path.parent.name for path in common.folder.glob("*/index.html"))
        chosen = common.cohort or built
        if len(chosen) != 1:
            hint = f"say which: --cohort {' or --cohort '.join(built)}" if built else "run `portalgen build` first"
            raise UsageError("one address is one cohort", hint=hint)
        return [(chosen[0], _address(url))]
    from portalgen.load.reader import read_portal

    portal = read_portal(common.portal, only=common.cohort)
    found = [(cohort.id, _address(cohort.record.address)) for cohort in portal.cohorts if cohort.record.address]
    without = [cohort.id for cohort in portal.cohorts if not cohort.record.address]
    if not found or (common.cohort and without):
        names, verb = " and ".join(without), "has" if len(without) == 1 else "have"
        raise UsageError(
            f"{names} {verb} no address", hint="write `address: https://…` in its cohort.yaml, or give a URL"
        )
    return found


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query:
        raise UsageError(f'"{url}" is no address of a site', hint="write it like https://lunch.example/")
    return f"{parts.scheme}://{parts.netloc}{quote(parts.path.rstrip('/'), safe='/%~')}/"


def _known(cohort: str, host: str | None, common: Common) -> "Known":
    from portalgen.audit.record import read_record
    from portalgen.hosts.known import HOSTS
    from portalgen.hosts.rules import ENTRANCE
    from portalgen.verify.expected import expected, left
    from portalgen.verify.live import Known

    names = [one.name for one in HOSTS]
    if host and host not in names:
        raise UsageError(f'no host "{host}" is known', hint=f"say one of: {', '.join(names)}")
    site = common.folder / cohort
    if not (site / ENTRANCE).is_file():
        raise UsageError(f"there is no site in {site}", hint="run `portalgen build` first")
    record = read_record(common.portal, cohort)
    judge = Judge(cohort, record, common)
    sends = next((one.sends for one in HOSTS if one.name == host), True)
    return Known(cohort, site, left(record, expected(site)), judge.search, judge.genuine, sends)


def _plain(verdict: "Verdict") -> dict[str, object]:
    """Return a verdict as JSON shows it, every finding with its words."""
    from portalgen.verify.finding import KINDS

    findings = [{**asdict(one), "what": KINDS[one.kind].what, "todo": KINDS[one.kind].todo} for one in verdict.findings]
    return {**asdict(verdict), "findings": findings}


def _lines(verdict: "Verdict", common: Common) -> Iterator[str]:
    from portalgen.audit.words import counted

    yield f"{verdict.cohort} at {verdict.address}: {counted(verdict.files, 'file')} compared"
    for finding in verdict.findings:
        yield from _told(finding, verbose=common.verbose)
    if not verdict.has("leak") and not verdict.has("wrong"):
        yield "What is live is what was built."


def _told(finding: "Finding", *, verbose: bool) -> Iterator[str]:
    """Yield a finding in sentences: what it is and where, what it means, what to do."""
    from portalgen.verify.finding import KINDS

    kind, names = KINDS[finding.kind], finding.files
    many = len(names) > SHOWN and not verbose
    where = f"{len(names)} files, such as {names[0]} (-v lists all)" if many else ", ".join(names)
    told = "; ".join(filter(None, (finding.detail, where)))
    yield f"{SIGNS[finding.weight]} {kind.what}{': ' if told else ''}{told}"
    yield f"     for readers: {finding.means}"
    yield f"     what to do: {kind.todo}"
