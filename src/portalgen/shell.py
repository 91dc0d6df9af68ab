"""What stands in the clear: the lock page around each ciphertext, the entrance, and the public files of a site.

The only maker of `PublicFile`, from the allow-list below. Nothing here comes from content but the codename.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup, escape

from portalgen.model.site import PublicFile
from portalgen.theme.environment import environment, template_faults
from portalgen.words import browser_words

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:", "font-src 'self'",
    "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "object-src 'none'", "base-uri 'none'",
    "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types portalgen",
))  # fmt: skip
"""The content security policy of every page (docs/THREATS.md says why each part is there)."""

ROBOTS = b"User-agent: *\nDisallow: /\n"
HEAD = """<!doctype html>
<html lang="{language}" dir="{direction}" data-state="locked">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, noarchive, nosnippet">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{codename}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{styles}">
<script defer src="{script}"></script>
</head>
<body>
"""


@dataclass(frozen=True, slots=True)
class Shell:
    """The lock page of one cohort, cut open where the ciphertext goes."""

    before: bytes
    salt: str
    styles: str
    public: tuple[PublicFile, ...]

    def around(self, message: str) -> bytes:
        """Return a page file: the lock page with one StatiCrypt message in it."""
        sealed = json.dumps(
            {"staticryptEncryptedMsgUniqueVariableName": message, "staticryptSaltUniqueVariableName": self.salt}
        )
        return self._with("sealed", sealed)

    def entrance(self, keyring: str) -> PublicFile:
        """Return `index.html`: the lock page with the keyring in it and no content."""
        return PublicFile("index.html", self._with("keyring", keyring))

    def _with(self, name: str, data: str) -> bytes:
        return self.before + f"{_script(name, data)}</body>\n</html>\n".encode("ascii")


def make_shell(
    *,
    codename: str,
    language: str,
    salt: str,
    template_folders: Sequence[Path],
    styles: bytes,
    bundle: bytes,
    words: Mapping[str, str],
) -> Shell:
    """Return the shell of a cohort's site with its public files: style sheet, browser bundle, robots.txt."""
    sheet = PublicFile(f"assets/{_fingerprint(styles)}.css", styles)
    script = PublicFile(f"assets/{_fingerprint(bundle)}.js", bundle)
    with template_faults("lock.html"):
        lock = _lock(template_folders).render(codename=codename, words=words)
    told = browser_words(words)
    head = HEAD.format(
        language=escape(language),
        direction=escape(words["locale.dir"]),
        policy=escape(POLICY),
        codename=escape(codename),
        styles=sheet.name,
        script=script.name,
    )
    before = Markup(head) + Markup(lock) + "\n" + (_data("words", told) if told else "")  # noqa: S704 -- head is escaped above, lock is an autoescaped template
    return Shell(before.encode("utf-8"), salt, sheet.name, (sheet, script, PublicFile("robots.txt", ROBOTS)))


def _script(name: str, data: str) -> str:
    return f'<script type="application/json" id="{name}">{data}</script>\n'


def _data(name: str, told: Mapping[str, str]) -> Markup:
    """Return words as data that no browser takes for markup, whatever stands in them."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(_script(name, text))  # noqa: S704 -- JSON without a less-than sign


def _lock(folders: Sequence[Path]) -> Template:
    return environment(folders, {}).get_template("lock.html")


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
