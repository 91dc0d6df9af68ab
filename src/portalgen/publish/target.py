"""From what portal.yaml says of a host to the host itself."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from portalgen.errors import WorldError
from portalgen.model.hosting import (
    CloudflareTarget,
    CommandTarget,
    FolderTarget,
    GitTarget,
    NetlifyTarget,
    RsyncTarget,
    S3Target,
    Target,
)
from portalgen.publish.host import Host


def host_of(target: Target, root: Path, *, site: Path, environment: Mapping[str, str]) -> Host:
    """Return the host that `target` names; a relative folder is one of the portal's own.

    site: the folder with the built site. environment: where tokens stand, and what other programs go by. Raises
    WorldError where something is missing that the host needs: a token, a profile, a library.
    """
    from portalgen.publish.atonce import AtOnce
    from portalgen.publish.program import Program
    from portalgen.publish.store import FileByFile

    match target:
        case FolderTarget():
            from portalgen.publish.folder import Folder

            folder = (root / Path(target.path).expanduser()).resolve()
            _refuse_our_own(folder, root.resolve(), site.resolve().parent)
            return FileByFile(Folder(folder))
        case GitTarget():
            from portalgen.publish.git import Git, quiet

            program = Program(root, quiet(environment))
            return Git(target.remote, target.branch, target.keep_history, own_place(target, root) / "git", program)
        case RsyncTarget():
            from portalgen.publish.rsync import AT_ONCE, Rsync

            return FileByFile(Rsync(target.destination, Program(root, environment)), AT_ONCE)
        case S3Target():
            from portalgen.publish.s3 import open_bucket

            return FileByFile(open_bucket(target))
        case NetlifyTarget():
            from portalgen.publish import netlify

            api = netlify.open_api(_token("Netlify", netlify.TOKEN, environment))
            return AtOnce(netlify.Netlify(target.site, api), site)
        case CloudflareTarget():
            from portalgen.publish import cloudflare

            api = cloudflare.open_api(target.account, _token("Cloudflare", cloudflare.TOKEN, environment))
            return AtOnce(cloudflare.Cloudflare(target.worker, api, site), site)
        case CommandTarget():
            from portalgen.publish.command import Command

            return Command(target.run, site, own_place(target, root), Program(root, environment))


def _refuse_our_own(folder: Path, root: Path, output: Path) -> None:
    """Raise WorldError for a folder that a web server would serve together with what is not sealed, or by mistake."""
    hint = "choose a folder of its own, such as /srv/www/causeway"
    if folder in (Path.home(), root) or folder in root.parents:
        what = "is your home folder" if folder == Path.home() else "holds the portal itself, in the clear"
        raise WorldError(f"{folder} {what}", hint=hint)
    for name in ("content", "themes", ".portalgen"):
        if root / name in (folder, *folder.parents):
            raise WorldError(f"{folder} belongs to the portal's own {name}", hint=hint)
    if output in (folder, *folder.parents):
        raise WorldError(f"{folder} is where sites are built, and no host", hint=hint)


def own_place(target: Target, root: Path) -> Path:
    """Return the folder of the portal in which a host of ours keeps what only this computer needs of it."""
    return root.resolve() / ".portalgen" / "hosts" / hashlib.sha256(target.model_dump_json().encode()).hexdigest()[:16]


def _token(host: str, variable: str, environment: Mapping[str, str]) -> str:
    token = environment.get(variable, "").strip()
    if not token or not token.isascii() or not token.isprintable():
        hint = f"make one there (docs/HOSTS.md) and set it: export {variable}=…"
        raise WorldError(f"the token for {host} is missing" if not token else f"{variable} is no token", hint=hint)
    return token
