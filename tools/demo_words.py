"""Say how to open the demo: where it is, how to preview it, and its passphrases. Called by `make demo`."""

from demo import passphrases


def main() -> None:
    """Print the demo's entrance, the preview command and every passphrase of the (fictional) cohorts."""
    print("\nThe demo is built. To read it:\n")
    print("  .venv/bin/portalgen serve --sealed     then open http://localhost:8000/causeway/")
    print("  (or open output/causeway/index.html from disk: text only, pictures need the server)\n")
    for cohort, audiences in passphrases().items():
        print(f"  {cohort}")
        for name, passphrase in audiences.items():
            print(f"    {name:<16} {passphrase}")
    print("\nThe people are fictional and the passphrases public. A portal of your own: portalgen init my-network")


if __name__ == "__main__":
    main()
