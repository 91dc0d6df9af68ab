"""Cards to print: one A6 page for each reader, with their passphrase, a QR code and three lines of help.

Written for the owner alone (0600), never into the output folder: they are the plainest secret there is.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from portalgen.access.change import personal
from portalgen.access.private import write_private
from portalgen.access.secrets import Secrets
from portalgen.errors import UsageError
from portalgen.load.portal import Portal

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{codename}</title><style>
@page {{ size: A6; margin: 9mm }}
body {{ font: 11pt/1.45 Georgia, serif; color: #1d2421; max-width: 88mm; margin: 0 auto }}
h1 {{ font-size: 15pt; margin: 0 0 1mm }} p {{ margin: 0 0 2.5mm }}
.words {{ font: 600 12pt/1.5 ui-monospace, Menlo, Consolas, monospace; border: 0.4mm solid; padding: 2.5mm 3mm }}
svg {{ width: 30mm; height: 30mm; float: right; margin: 0 0 2mm 4mm }} small {{ font-size: 8.5pt }}
</style></head><body>
{code}<h1>{codename}</h1>
<p>For {name}</p>
<p class="words">{words}</p>
<p>1. Open {address}.<br>2. Type the words above; spaces and capitals do not matter.<br>3. Put this card where you keep your keys.</p>
<p><small>Nobody will ever ask you for these words. If you lose the card, tell {convener}.</small></p>
</body></html>
"""


def write_cards(
    portal: Portal, secrets: Secrets, folder: Path, *, people: Sequence[str], address: str, output: Path
) -> list[Path]:
    """Write the card of every personal audience, or of those of `people`; return the files.

    Raises UsageError where the folder lies in the output folder, or a person has no passphrase of their own.
    """
    written, missing = [], set(people)
    for cohort in portal.cohorts:
        own = secrets.cohorts.get(cohort.id)
        for reader in personal(own) if own else ():
            person = reader.partition(":")[2]
            if own is None or (people and person not in people and reader not in people):
                continue
            missing -= {person, reader}
            record = portal.people[person].record if person in portal.people else None
            text = PAGE.format(
                codename=escape(cohort.record.codename),
                name=escape(_whose(reader, record.name if record else person)),
                words=escape(own.audiences[reader].passphrase.replace("-", " ")),
                code=_qr(address) if address else "",
                address=escape(address or "the address that came with this card"),
                convener=escape(portal.network.record.convener.org),
            )
            file = folder / f"{cohort.id}-{reader.replace(':', '-')}.html"
            written.append(write_private(file, text, output=output))
    if missing:
        hint = f"give one with: portalgen access add {' '.join(sorted(missing))}"
        raise UsageError(f"{', '.join(sorted(missing))}: no passphrase of their own", hint=hint)
    return written


def _whose(reader: str, name: str) -> str:
    return f"the assistant of {name}" if reader.startswith("assistant:") else name


def _qr(address: str) -> str:
    import segno

    return str(segno.make(address, error="m").svg_inline(border=0, omitsize=True))
