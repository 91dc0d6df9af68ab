"""The group of all verbs, and the one place where errors become words and exit codes."""

import os
import sys

import click

from portalgen import __version__
from portalgen.cli.manners import echo
from portalgen.cli.options import common
from portalgen.cli.say import complain, for_a_program
from portalgen.cli.verbs import Late, LateVerbs, Verb, first_example
from portalgen.errors import Exit, PortalError, UsageError, WorldError
from portalgen.garbage import look_seldom

VERBS = Late(
    {
        "init": Verb("portalgen.cli.init:init", "Start a portal in a folder, with a vault of its own."),
        "new": Verb("portalgen.cli.new_session:new", "Make a new file of any kind."),
        "import": Verb("portalgen.cli.import_notes:import_notes", "Take in notes from Hugo, Obsidian, Notion or Word."),
        "build": Verb("portalgen.cli.build:build", "Build the sealed site of every cohort."),
        "serve": Verb("portalgen.cli.serve:serve", "Show the portal on this computer while you write."),
        "check": Verb("portalgen.cli.check:check", "Look for faults, broken links and what is still missing."),
        "status": Verb("portalgen.cli.status:status", "Say what to do next in each cohort."),
        "audit": Verb("portalgen.cli.audit:audit", "Report who reads what, and what a stranger sees."),
        "publish": Verb("portalgen.cli.publish:publish", "Build, audit, and send what changed to each cohort's host."),
        "verify": Verb("portalgen.cli.verify:verify", "Compare a live site with what was built."),
        "access": Verb("portalgen.cli.access:access", "Show, give, renew and take back passphrases."),
        "announce": Verb("portalgen.cli.announce:announce", "Tell readers what is new on their site."),
        "book": Verb("portalgen.cli.book:book", "Bind all that an audience reads into one encrypted file."),
        "open": Verb("portalgen.cli.open_file:open_file", "Decrypt one page or object with its passphrase."),
        "schema": Verb("portalgen.cli.schema:schema", "Show the JSON Schema of one kind of file, for an editor."),
        "theme": Verb("portalgen.cli.theme:theme", "See how pages look and change it."),
        "hosts": Verb("portalgen.cli.hosts:hosts", "See what a host has to send with a site."),
        "doctor": Verb("portalgen.cli.doctor:doctor", "Look whether everything that portalgen needs works."),
        "facts": Verb("portalgen.cli.facts:facts", "Write the fact sheet for IT departments."),
        "completion": Verb("portalgen.cli.completion:completion", "Print what makes a shell complete verbs."),
    }
)


@click.group(cls=LateVerbs, commands=VERBS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="portalgen")
@common
def portalgen() -> None:
    """Make private cohort portals: Markdown in, password-sealed static pages out.

    \b
    Start here:
      portalgen init my-network --demo     a portal to look at
      portalgen build                      seal it into output/
      portalgen serve                      open it on this computer
      portalgen access list --reveal       the passphrases to hand out
    """


def main() -> None:
    """Run portalgen and leave with one of the exit codes of `errors.Exit`."""
    _leave_no_core()
    look_seldom()
    try:
        result = portalgen.main(standalone_mode=False, prog_name="portalgen")
        sys.exit(result if isinstance(result, int) else Exit.DONE)
    except PortalError as fault:
        complain(fault)
        sys.exit(fault.exit_code)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.ClickException as fault:
        example = first_example(fault.ctx.command) if isinstance(fault, click.MissingParameter) and fault.ctx else ""
        if for_a_program():
            complain(UsageError(fault.format_message(), hint=example))
        else:
            fault.show()
            if example:
                echo(f"For example: {example}", err=True)
        sys.exit(Exit.USAGE)
    except (KeyboardInterrupt, click.Abort):
        echo("\nStopped. Nothing is left half done.", err=True)
        sys.exit(Exit.INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.WORLD)
    except Exception as fault:  # the last net: an exception's own text could hold a secret, so only its kind is shown
        import traceback

        last = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 -- no path of this machine
        complain(WorldError(f"portalgen has a fault of its own: {type(fault).__name__} at {where}. Please report it."))
        if os.environ.get("PORTALGEN_DEBUG"):
            traceback.print_exc()
        sys.exit(Exit.WORLD)


def _leave_no_core() -> None:
    """Switch core dumps off for this process and its children: a crash must not write keys to a disk."""
    try:
        import resource
    except ImportError:  # Windows writes none unless it was told to
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
