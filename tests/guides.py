"""What documents show: the commands in their blocks, read from the document, run in its order and compared.

A line of a ```sh block is a command. In a ```console block, lines behind `$` are commands and what follows is seen,
with `...` for what is different each time. A ```yaml block with a file behind it tells which lines to change in it.
"""

import doctest
import os
import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT, VAULT_PASSPHRASE, run

COMMENT = re.compile(r"\s{2,}#.*")
BLOCK = re.compile(r"```(sh|console|yaml)(?: (\S+))?\n(.*?)```", re.S)
PROMPTS = re.compile(r"^.*passphrase: *\n", re.M)  # no terminal, no prompt


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


def same(told, seen):
    """Tell whether what was told is what a document says; `...` stands for anything."""
    return doctest.OutputChecker().check_output(seen, told, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)


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


class Terminal:
    """A convener's terminal in a folder, who answers yes: `portalgen` runs in this process, the rest in a shell."""

    def __init__(self, folder, passphrase=VAULT_PASSPHRASE, *, programs=None):
        self.folder, self.passphrase, self.programs = Path(folder), passphrase, programs

    def type(self, line, *more):
        """Do what `line` says, with `more` words behind it, and return what came of it; it must have gone well."""
        words = [*shlex.split(line), *more]
        env = {}
        while "=" in words[0]:
            name, _, env[name] = words.pop(0).partition("=")
        if words[0] == "cd":
            self.folder /= words[1]
            return ""
        if words[0] == "portalgen":
            told = run(*words[1:], cwd=self.folder, passphrase=self.passphrase, env=env, stdin=b"y\ny\n")
        else:
            path = f"{self.programs}:{os.environ['PATH']}" if self.programs else os.environ["PATH"]
            told = subprocess.run(
                line, shell=True, cwd=self.folder, env={**os.environ, **env, "PATH": path}, capture_output=True
            )
        assert told.returncode == 0, (line, told.stderr.decode() + told.stdout.decode())
        return told.stdout.decode()

    def follow(self, text):
        """Do everything that a text tells, and see that what it says is seen."""
        for step in steps(text):
            if step.file:
                write(self.folder / step.file, step.line)
            else:
                told, seen = self.type(step.line), PROMPTS.sub("", step.seen)
                assert same(told, seen) or not seen, f"after {step.line}\n{told}\nand not\n{seen}"
