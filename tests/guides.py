"""What documents show: the commands in their blocks, read from the document, run in its order and compared.

A line of a ```sh block is a command. In a ```console block, lines behind `$` are commands and what follows is seen,
with `...` for what is different each time. A ```yaml block with a file behind it tells which lines to change in it.
"""

import doctest
import os
import re
import shlex
import socketserver
import subprocess
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from conftest import ROOT, VAULT_PASSPHRASE, run

COMMENT = re.compile(r"\s{2,}#.*")
BLOCK = re.compile(r"```(sh|console|yaml)(?: (\S+))?\n(.*?)```", re.S)
ASKED_FOR_WORDS = re.compile(r"^Vault passphrase: *\n", re.M)
ALIKE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Step:
    """One thing that a reader does: a command with what they see, or lines to write into `file`."""

    line: str
    seen: str = ""
    file: str = ""


def document(name):
    return (ROOT / name).read_text(encoding="utf-8")


def steps(text):
    """Return what a text tells to do, in its order."""
    return [step for block in BLOCK.findall(text) for step in _of(*block)]


def _of(kind, file, block):
    if kind == "sh":
        yield from (Step(COMMENT.sub("", line).strip()) for line in block.splitlines() if not line.startswith("#"))
    elif kind == "console":
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            line, _, seen = part.partition("\n")
            yield Step(line, seen)
    elif file:
        yield Step(block, file=file)


def lines(text):
    """Return the commands of a text alone."""
    return [step.line for step in steps(text) if not step.file]


def compare(step, said):
    """Fail where something else was said than a step shows; it need not show the question for the vault's words."""
    said = re.sub(r"localhost:\d+", "localhost:8000", said).replace("\r", "")
    ways = (said, ASKED_FOR_WORDS.sub("", said))
    seen = re.sub(r"(\[y/N\]:) y\n", r"\1 ", step.seen)
    assert not seen or any(doctest.OutputChecker().check_output(seen, one, ALIKE) for one in ways), f"{step}\n{said}"


def write(file, block):
    """Change a file as a document says: each line takes the place of the one that begins alike, also behind a #."""
    text = file.read_text(encoding="utf-8")
    for line in filter(None, map(str.strip, block.splitlines())):
        mark = re.escape(line.partition("," if line.startswith("-") else ":")[0])
        found = re.search(rf"^ *(# )?{mark}\b.*$", text, re.M)
        assert found, f"no line to change in {file}: {line}"
        space = " " * (len(found[0]) - len(found[0].lstrip()))
        text = text[: found.start()] + space + line + text[found.end() :]
    file.write_text(text, encoding="utf-8")


def stand_on(folder, day):
    """Let a portal be built as of a day, as if the convener sat there on that day: so a document stays true."""
    file = folder / "portal.yaml"
    file.write_text(re.sub(r"^as_of: .*\n", "", file.read_text(), flags=re.M) + f"as_of: {day}\n")


class Terminal:
    """A convener's terminal in a folder, who answers yes: `portalgen` runs in this process, the rest in a shell."""

    def __init__(self, folder, passphrase=VAULT_PASSPHRASE, *, programs=None):
        self.folder, self.passphrase, self.programs = Path(folder), passphrase, programs

    def type(self, line, *more):
        """Do what `line` says, with `more` words behind it, and return what it said; it must have gone well."""
        words, env = [*shlex.split(line), *more], {}
        while "=" in words[0]:
            name, _, env[name] = words.pop(0).partition("=")
        if words[0] == "cd":
            self.folder /= words[1]
            return ""
        told = self._portalgen(words[1:], env) if words[0] == "portalgen" else self._program(line, env)
        assert told.returncode == 0, (line, told.stdout.decode())
        return told.stdout.decode()

    def _portalgen(self, words, env):
        """Run portalgen; a server is stopped by Ctrl-C as soon as it serves."""
        words = [*words, "--port", "0"] if words[0] == "serve" else words
        with patch.object(socketserver.BaseServer, "serve_forever", side_effect=KeyboardInterrupt):
            return run(*words, cwd=self.folder, passphrase=self.passphrase, env=env, stdin=b"y\n", together=True)

    def _program(self, line, env):
        path = f"{self.programs}:{os.environ['PATH']}" if self.programs else os.environ["PATH"]
        env = {**os.environ, **env, "PATH": path}
        return subprocess.run(
            line, shell=True, cwd=self.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def follow(self, text):
        """Do everything that a text tells, and see that what it says is seen."""
        for step in steps(text):
            if step.file:
                write(self.folder / step.file, step.line)
            else:
                compare(step, self.type(step.line))
