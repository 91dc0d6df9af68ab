"""The demo for other tools: its passphrases, and its sites on a local port. PORTALGEN_VAULT_PASSPHRASE must be set."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from portalgen.serve.sealed import make_server

ROOT = Path(__file__).resolve().parent.parent


def portalgen(root: Path, *words: str) -> bytes:
    """Run a command in the portal at `root`; return what it said."""
    command = [sys.executable, "-m", "portalgen", "-C", str(root), *words]
    return subprocess.run(command, check=True, capture_output=True).stdout


def passphrases(root: Path = ROOT) -> dict[str, dict[str, str]]:
    """Return the passphrase of every audience, by cohort."""
    told = json.loads(portalgen(root, "access", "list", "--reveal", "--format", "json"))
    return {
        cohort["id"]: {audience["name"]: audience["passphrase"] for audience in cohort["audiences"]}
        for cohort in told["cohorts"]
    }


@contextmanager
def causeway(theme: str = "boardroom") -> Iterator[tuple[str, str]]:
    """Serve the demo, built in a theme, until the block ends; give causeway's address and its members' passphrase."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "content", root / "content")
        shutil.copy(ROOT / "portal.vault", root)
        settings = (ROOT / "portal.yaml").read_text(encoding="utf-8")
        (root / "portal.yaml").write_text(settings.replace("theme: boardroom", f"theme: {theme}"), encoding="utf-8")
        portalgen(root, "build", "-q")
        server = make_server(root / "output", 0)
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://localhost:{server.server_address[1]}/causeway/", passphrases(root)["causeway"]["members"]
        finally:
            server.shutdown()
