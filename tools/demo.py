"""The demo for other tools: its passphrases, and its sites on a local port. PORTALGEN_VAULT_PASSPHRASE must be set."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from portalgen.serve.sealed import make_server

ROOT = Path(__file__).resolve().parent.parent
PORTALGEN = [sys.executable, "-m", "portalgen", "-C", str(ROOT)]


def passphrases() -> dict[str, dict[str, str]]:
    """Return the passphrase of every audience, by cohort."""
    command = [*PORTALGEN, "access", "list", "--reveal", "--format", "json"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return {
        cohort["id"]: {audience["name"]: audience["passphrase"] for audience in cohort["audiences"]}
        for cohort in told["cohorts"]
    }


@contextmanager
def causeway() -> Iterator[tuple[str, str]]:
    """Build the demo and serve it until the block ends; give the address of causeway and its members' passphrase."""
    subprocess.run([*PORTALGEN, "build", "-q"], check=True)
    server = make_server(ROOT / "output", 0)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}/causeway/", passphrases()["causeway"]["members"]
    finally:
        server.shutdown()
