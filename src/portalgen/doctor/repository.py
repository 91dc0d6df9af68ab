"""Whether a portal's git repository keeps to itself what must not go out."""

import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from portalgen.doctor.sign import Sign, State

NEVER = ("cards", "messages", ".portalgen", "output")
TIMEOUT_S = 10.0
_SSH = re.compile(r"(?:ssh://)?[\w.-]+@([\w.-]+)[:/](.+?)(?:\.git)?/?$")


def repository(root: Path, *, online: bool) -> Iterator[Sign]:
    """Yield signs of the git repository that `root` is in; none where there is none. `online`: remotes are asked."""
    if shutil.which("git") is None or _git(root, "rev-parse", "--is-inside-work-tree") != "true":
        return
    tracked = _git(root, "ls-files", "--", *NEVER).splitlines()
    for name in NEVER:
        inside = [path for path in tracked if path.startswith(f"{name}/") and not path.endswith("/.gitkeep")]
        if inside:
            state: State = "ill" if name == "cards" else "look"
            hint = f"run: git rm -r --cached {name}, and add {name}/ to .gitignore"
            yield Sign(state, f"git keeps {len(inside)} files of {name}/", hint)
    remotes = dict(line.split("\t")[:2] for line in _git(root, "remote", "-v").splitlines() if "\t" in line)
    for name, place in remotes.items():
        yield _remote(name, place.split(" ")[0], online=online)


def _remote(name: str, place: str, *, online: bool) -> Sign:
    found = _SSH.fullmatch(place)
    address = f"https://{found.group(1)}/{found.group(2)}" if found else place.removesuffix(".git")
    shown = re.sub(r"//[^/@]+@", "//", address)  # an address may hold a token
    if not address.startswith("https://"):
        return Sign("well", f"git remote {name} is {place}, not on the web")
    if online and _is_open(shown):
        hint = "make the repository private now, and think of what was read already"
        return Sign("ill", f"anybody can read the repository at {shown}: your content is in it", hint)
    checked = "asked without a name, it shows nothing" if online else "not asked; --online asks it"
    return Sign("look", f"your content goes to {shown} ({checked})", "keep that repository private")


def _is_open(address: str) -> bool:
    """Tell whether a page answers somebody who is not known there."""
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT_S) as answer:  # noqa: S310 -- https only, see above
            return "/login" not in str(answer.url) and answer.status == 200
    except (urllib.error.URLError, TimeoutError, OSError):
        return False


def _git(root: Path, *words: str) -> str:
    told = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return told.stdout.strip() if told.returncode == 0 else ""
