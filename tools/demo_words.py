"""Say how to open the demo: where it is, how to preview it, and its passphrases. Called by `make demo`."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORTALGEN = [sys.executable, "-m", "portalgen", "-C", str(ROOT)]


def main() -> None:
    """Print the demo's entrance, the preview command and every passphrase of the (fictional) cohorts."""
    told = subprocess.run(
        [*PORTALGEN, "access", "list", "--reveal", "--format", "json"], check=True, capture_output=True
    )
    print("\nThe demo is built. To read it:\n")
    print("  .venv/bin/portalgen serve        then open http://localhost:8000/causeway/")
    print("  (or open output/causeway/index.html from disk: text only, pictures need the server)\n")
    for cohort in json.loads(told.stdout)["cohorts"]:
        print(f"  {cohort['id']}")
        for audience in cohort["audiences"]:
            print(f"    {audience['name']:<16} {audience['passphrase']}")
    print("\nThe people are fictional and the passphrases public. A portal of your own: portalgen init my-network")


if __name__ == "__main__":
    main()
