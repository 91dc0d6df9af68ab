"""Where sites are published: what stands in `portal.yaml` under `publish`, one target for each cohort."""

import re
import shlex
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from portalgen.model.base import Record, Text

_PASSWORD = re.compile(r"//[^/@]*:[^/@]*@")
_RSYNC = re.compile(r"rsync://[^/\s]+/\S.*|[^-\s:/][^\s:/]+::?[^:\s].*")
_BRANCH = re.compile(r"(?!.*(?:\.\.|//|\.lock(?:/|$)|/\.))[A-Za-z0-9][A-Za-z0-9._/-]*(?<![./])")


def _address(text: str) -> str:
    if _PASSWORD.search(text):
        raise ValueError("an address in this file must not hold a password or token; docs/HOSTS.md says where it goes")
    if text.startswith("-") or not text.isprintable():
        raise ValueError("this is not an address")
    return text


def _branch(text: str) -> str:
    if not _BRANCH.fullmatch(text):
        raise ValueError("this is not the name of a branch, such as pages or gh-pages")
    return text


def _destination(text: str) -> str:
    if not _RSYNC.fullmatch(text):
        raise ValueError("write it like name@host:/srv/www/site or rsync://host/module/site; a disk is `to: folder`")
    return _address(text)


def _command(text: str) -> str:
    shlex.split(text)  # raises ValueError, which says what is open
    return text


Address = Annotated[Text, AfterValidator(_address)]


class FolderTarget(Record):
    """A folder of this computer or of a drive, such as the one that a web server serves."""

    to: Literal["folder"]
    """folder"""
    path: Text
    """The folder, from the portal's own or absolute; it holds this cohort's site and nothing else of portalgen's."""


class GitTarget(Record):
    """A branch of a git repository that a host serves, as GitHub Pages and GitLab Pages do."""

    to: Literal["git"]
    """git"""
    remote: Address
    """Address of the repository as `git push` takes it, without a password."""
    branch: Annotated[Text, AfterValidator(_branch)] = "pages"
    """The branch that is served; the site stands at its top, beside files of the host such as CNAME."""
    keep_history: bool = False
    """Keep every published state on the branch; left out, one commit replaces the last."""


class RsyncTarget(Record):
    """A folder of another computer, by rsync over SSH or from an rsync server."""

    to: Literal["rsync"]
    """rsync"""
    destination: Annotated[Text, AfterValidator(_destination)]
    """As rsync takes it: name@host:/srv/www/site or rsync://host/module/site; the folder above it must be there."""


class CommandTarget(Record):
    """A command of your own that takes the folder of the site."""

    to: Literal["command"]
    """command"""
    run: Annotated[Text, AfterValidator(_command)]
    """The command as one types it, without the powers of a shell; `{site}` stands for the folder of the site."""


Target = Annotated[FolderTarget | GitTarget | RsyncTarget | CommandTarget, Field(discriminator="to")]
