"""The way out: what the stock StatiCrypt command needs to turn every page back into HTML, without portalgen."""

import json
from collections.abc import Sequence
from pathlib import Path

from portalgen.access.private import OWNER_RUNS, write_private
from portalgen.access.secrets import CohortSecrets, Secrets
from portalgen.audit.sealed import open_map
from portalgen.errors import UsageError
from portalgen.hosts.rules import ENTRANCE

SCRIPT = """#!/bin/sh
# Every page of {cohort} back to HTML, with stock tools: Node and the staticrypt package (npx fetches it).
# {cohort}.pages names each page with the number of the line in {cohort}.passphrases that opens it. Pictures and documents
# (o/*.bin) are no StatiCrypt files: docs/SPEC.md section 5 says how they are sealed, `portalgen open` opens them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
site=${{1:-{site}}}
plain=${{2:-$here/{cohort}-plain}}
mkdir -p "$plain"
cd "$site"
number=0
while IFS= read -r passphrase; do
  number=$((number + 1))
  grep "^$number " "$here/{cohort}.pages" | cut -d" " -f2 |
    STATICRYPT_PASSWORD="$passphrase" xargs npx --yes staticrypt@3.5.4 --decrypt --salt {salt} -d "$plain" --config false
done < "$here/{cohort}.passphrases"
echo "$(ls "$plain" | wc -l) pages are in $plain"
"""


def write_escape(secrets: Secrets, output: Path, folder: Path, *, only: Sequence[str]) -> list[Path]:
    """Write script, passphrases, pages and `.staticrypt.json` of each built site into `folder`; return the files.

    Raises UsageError where the folder lies in the output folder, which is published, or no site is built, and SealError
    where a site was built with other keys.
    """
    written = []
    for cohort, own in sorted(secrets.cohorts.items()):
        site = output / cohort
        if (only and cohort not in only) or not (site / ENTRANCE).is_file():
            continue
        passphrases, pages = _lists(site, own, cohort, secrets.id_key)
        script = SCRIPT.format(cohort=cohort, site=site.resolve(), salt=own.salt)
        salt = json.dumps({"salt": own.salt}) + "\n"
        written += [
            write_private(folder / f"{cohort}.sh", script, output=output, mode=OWNER_RUNS),
            write_private(folder / f"{cohort}.passphrases", passphrases, output=output),
            write_private(folder / f"{cohort}.pages", pages, output=output),
            write_private(folder / f"{cohort}.staticrypt.json", salt, output=output),
        ]
    if not written:
        raise UsageError(f"there is no site in {output}", hint="run `portalgen build` first, or look at --cohort")
    return written


def _lists(site: Path, own: CohortSecrets, cohort: str, id_key: bytes) -> tuple[str, str]:
    """Return the passphrases that open a page, a line each, and the pages with the number of that line."""
    passphrases, pages = [], []
    for audience, secret in own.audiences.items():
        listed = open_map(site, secret.key, cohort=cohort, audience=audience, id_key=id_key)
        inside = [name for name in sorted(listed.files) if name.endswith(".html")]
        if inside:
            passphrases.append(secret.passphrase)
            pages += [f"{len(passphrases)} {name}" for name in inside]
    return "".join(f"{line}\n" for line in passphrases), "".join(f"{line}\n" for line in pages)
