"""The command line's manners: help everywhere, mistyped verbs, plain terminals, colour, completion, interruption."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

import click
import pytest
from conftest import ROOT, run, run_apart

from portalgen.cli.app import portalgen


def commands(group, words=()):
    for name, command in group.commands.items():
        yield (*words, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))


ALL = list(commands(portalgen))


@pytest.mark.parametrize("words", [words for words, _ in ALL], ids=" ".join)
def test_every_verb_has_help_with_an_example_of_its_own(words):
    told = run(*words, "--help", cwd=ROOT).stdout.decode()
    command = dict(ALL)[words]
    assert told.startswith(f"Usage: portalgen {' '.join(words)}")
    if not isinstance(command, click.Group):
        assert re.search(rf"Examples?:\n(?:.*\n)*?\s+(?:\w+=.* )?portalgen {' '.join(words)}", told), told


def test_the_reference_of_commands_is_what_the_commands_say():
    told = subprocess.run([sys.executable, ROOT / "tools" / "cli_reference.py", "--check"], cwd=ROOT)
    assert told.returncode == 0, "docs/CLI.md is stale: make docs"


def test_every_verb_is_in_the_reference():
    text = (ROOT / "docs" / "CLI.md").read_text(encoding="utf-8")
    for words, _ in ALL:
        assert f"# portalgen {' '.join(words)}\n" in text


@pytest.mark.parametrize(
    ("typed", "meant"), [(["biuld"], "build"), (["access", "lst"], "list"), (["statsu"], "status")]
)
def test_a_mistyped_verb_is_answered_with_the_nearest(typed, meant):
    told = run(*typed, cwd=ROOT)
    assert told.returncode == 2
    assert f'Did you mean "{meant}"?' in told.stderr.decode()


def test_a_command_that_lacks_a_word_shows_an_example(tmp_path):
    told = run("new", "session", cwd=tmp_path)
    assert told.returncode == 2
    assert 'For example: portalgen new session --kind regular --start "2027-02-11 14:00"' in told.stderr.decode()


@pytest.mark.parametrize("verb", ["build", "serve", "check", "status", "audit", "book", "publish", "doctor"])
def test_where_there_is_no_portal_each_verb_says_how_to_start_one(tmp_path, verb):
    told = run(verb, cwd=tmp_path)
    said = (told.stdout + told.stderr).decode()
    assert "portalgen init my-network" in said and "vault" not in said
    assert told.returncode == (0 if verb == "doctor" else 1)


def test_a_terminal_without_unicode_gets_plain_letters(portal):
    site = portal({"content/table/page.md": "# A\n"})
    site.build()
    env = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    told = run_apart("audit", cwd=site.root, env=env)
    assert told.returncode == 0
    assert 'the codename "Private meeting"' in told.stdout.decode("ascii")


def on_a_terminal(command, cwd, env):
    """Run `command` with a terminal as its standard error; return what it says there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, cwd=cwd, env={**os.environ, "TERM": "xterm", **env}, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=theirs)  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        said += piece
    process.wait(timeout=60)
    os.close(ours)
    return said.decode()


def test_colour_is_on_a_terminal_and_off_when_asked(portal):
    site = portal({"content/table/page.md": "# A\n\n@nobody\n"})
    env = {"PORTALGEN_VAULT_PASSPHRASE": site.passphrase}
    command = [sys.executable, "-m", "portalgen", "build"]
    coloured = on_a_terminal(command, site.root, env)
    assert "\x1b[1m" in coloured and "unknown person" in coloured
    assert not re.search(r"\x1b\[[0-9;]*m", on_a_terminal(command, site.root, {**env, "NO_COLOR": "1"}))
    assert "\x1b" not in on_a_terminal(command, site.root, {**env, "TERM": "dumb"})
    assert b"\x1b" not in site.run("build").stderr, "a pipe gets no colour"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_learn_to_complete(shell):
    told = run("completion", shell, cwd=ROOT)
    assert told.returncode == 0 and b"_PORTALGEN_COMPLETE" in told.stdout
    env = {"_PORTALGEN_COMPLETE": "bash_complete", "COMP_WORDS": "portalgen access re", "COMP_CWORD": "2"}
    asked = run_apart(cwd=ROOT, env=env)
    assert b"revoke" in asked.stdout


def test_ctrl_c_says_so_and_leaves_with_130(portal):
    files = {f"content/table/page-{number}.md": f"# Page {number}\n\n{'Words. ' * 400}\n" for number in range(300)}
    site = portal(files)
    process = subprocess.Popen([sys.executable, "-m", "portalgen", "build"], cwd=site.root, stderr=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, env={**os.environ, "PORTALGEN_VAULT_PASSPHRASE": site.passphrase})  # fmt: skip
    while not any((site.root / "output/.portalgen/table/stage").glob("*.html")):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert b"Stopped. Nothing is left half done." in said and b"Traceback" not in said
    assert not (site.output() / "index.html").exists()


def test_help_is_quick_because_it_loads_neither_what_is_heavy_nor_any_verb():
    code = """if True:
        import sys
        from portalgen.cli.app import VERBS, portalgen
        portalgen.main(["--help"], standalone_mode=False)
        heavy = {"pydantic", "rich", "jinja2", "PIL", "icalendar", "cryptography"}
        print([name for name in {*heavy, *(verb.place.split(":")[0] for verb in VERBS._verbs.values())} if name in sys.modules])
    """
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert told.stdout.splitlines()[-1] == "[]", told.stderr


def test_help_has_a_whole_line_for_every_verb():
    listed = run("--help", cwd=ROOT).stdout.decode().partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == sorted(portalgen.commands)
    assert all(line.startswith("  ") and line.endswith(".") and "..." not in line for line in listed), listed


@pytest.mark.parametrize(
    "words", ["zork", "access zork", "access revoke", "open nofile", "new session", "build --jobs 0"]
)
def test_also_words_that_cannot_be_taken_apart_are_answered_in_json(tmp_path, words):
    told = run("--format", "json", *words.split(), cwd=tmp_path)
    assert told.returncode == 2 and told.stderr == b""
    [error] = json.loads(told.stdout)["errors"]
    assert error["problem"]
