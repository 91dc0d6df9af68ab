"""The way out: what the stock StatiCrypt command needs to turn every page back into HTML, without portalgen."""

import json
from collections.abc import Sequence
from pathlib import Path

from portalgen.access.private import OWNER_RUNS, write_private
from portalgen.access.secrets import CohortSecrets, Secrets

SCRIPT = """#!/bin/sh
# Every page of {cohort} back to HTML, with stock tools: Node and the staticrypt package (npx fetches it).
# Each page is sealed for one audience; the passphrase that opens it is tried in turn. Pictures and documents (o/*.bin)
# are no StatiCrypt files: docs/SPEC.md section 5 says how they are sealed, `portalgen open` opens them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
site=${{1:-{site}}}
plain=${{2:-$here/{cohort}-plain}}
mkdir -p "$plain"
for page in "$site"/????????????????.html; do
  while read -r passphrase; do
    if npx --yes staticrypt@3.5.4 "$page" --decrypt -p "$passphrase" --salt {salt} -d "$plain" --config false >/dev/null 2>&1 \\
        && grep -q "portalgen:1 {cohort}" "$plain/$(basename "$page")"; then break; fi
    rm -f "$plain/$(basename "$page")"
  done < "$here/{cohort}.passphrases"
done
echo "$(ls "$plain" | wc -l) pages are in $plain"
"""


def write_escape(secrets: Secrets, output: Path, folder: Path, *, only: Sequence[str]) -> list[Path]:
    """Write script, passphrases and `.staticrypt.json` of each cohort into `folder`; return the files.

    Raises UsageError where the folder lies in the output folder, which is published.
    """
    written = []
    for cohort, own in sorted(secrets.cohorts.items()):
        if only and cohort not in only:
            continue
        script = SCRIPT.format(cohort=cohort, site=(output / cohort).resolve(), salt=own.salt)
        salt = json.dumps({"salt": own.salt}) + "\n"
        written += [
            write_private(folder / f"{cohort}.sh", script, output=output, mode=OWNER_RUNS),
            write_private(folder / f"{cohort}.passphrases", _passphrases(own), output=output),
            write_private(folder / f"{cohort}.staticrypt.json", salt, output=output),
        ]
    return written


def _passphrases(own: CohortSecrets) -> str:
    return "".join(f"{secret.passphrase}\n" for secret in own.audiences.values())
