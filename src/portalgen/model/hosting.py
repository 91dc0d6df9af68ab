"""Where sites are published: what stands in `portal.yaml` under `publish`, one target for each cohort."""

import re
import shlex
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from portalgen.model.base import Record, Text

_PASSWORD = re.compile(r"//[^/@]*:[^/@]*@")
_RSYNC = re.compile(r"rsync://[^/\s]+/\S.*|[^-\s:/][^\s:/]+::?[^:\s].*")
_BRANCH = re.compile(r"(?!.*(?:\.\.|//|\.lock(?:/|$)|/\.))[A-Za-z0-9][A-Za-z0-9._/-]*(?<![./])")
_ENDPOINT = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]+)?/?")
_PREFIX = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*")


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


def _endpoint(text: str) -> str:
    if not _ENDPOINT.fullmatch(text):
        raise ValueError("write the address of the store alone, such as https://s3.example.org")
    return text.rstrip("/")


def _prefix(text: str) -> str:
    made = f"{text.strip('/')}/".lstrip("/")
    if not _PREFIX.fullmatch(made):
        raise ValueError("write a folder inside the bucket, such as clubs/harbor")
    return made


Address = Annotated[Text, AfterValidator(_address)]
BucketName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
Endpoint = Annotated[Text, AfterValidator(_endpoint)]
Prefix = Annotated[str, StringConstraints(max_length=300), AfterValidator(_prefix)]
HostName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=120)]
"""What a host calls a site, an account, a region: it stands in addresses."""


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


class S3Target(Record):
    """A bucket of S3, or of any store that speaks its language; the key is found where Amazon's tools find it."""

    to: Literal["s3"]
    """s3"""
    bucket: BucketName
    """Name of the bucket."""
    prefix: Prefix = ""
    """Folder inside the bucket, such as clubs/harbor; left out, the site stands at its top."""
    endpoint: Endpoint | None = None
    """Address of the store, such as https://s3.example.org; left out, Amazon's."""
    region: HostName | None = None
    """Region of the bucket; left out, that of the settings on this computer."""
    profile: HostName | None = None
    """Profile of the settings on this computer whose key is used; left out, the environment's key or the default."""


class NetlifyTarget(Record):
    """A site at Netlify; the token stands in the environment variable NETLIFY_AUTH_TOKEN."""

    to: Literal["netlify"]
    """netlify"""
    site: HostName
    """The project's id, or its domain such as harbor.netlify.app."""


class CloudflareTarget(Record):
    """A Worker of static files at Cloudflare; the token stands in the environment variable CLOUDFLARE_API_TOKEN."""

    to: Literal["cloudflare"]
    """cloudflare"""
    account: HostName
    """Id of the account."""
    worker: HostName
    """Name of the Worker that serves the site, and nothing else; it is made where there is none."""


class CommandTarget(Record):
    """A command of your own that takes the folder of the site."""

    to: Literal["command"]
    """command"""
    run: Annotated[Text, AfterValidator(_command)]
    """The command as one types it, without the powers of a shell; `{site}` stands for the folder of the site."""


Target = Annotated[
    FolderTarget | GitTarget | RsyncTarget | S3Target | NetlifyTarget | CloudflareTarget | CommandTarget,
    Field(discriminator="to"),
]
