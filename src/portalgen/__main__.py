"""`python -m portalgen`: the same as the command `portalgen`."""

from portalgen.cli import main

if __name__ == "__main__":
    main()
