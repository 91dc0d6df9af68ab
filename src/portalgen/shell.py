"""What stands in the clear: the lock page around each ciphertext, the entrance, and the public files of a site.

The only maker of `PublicFile`, from the allow-list below. Nothing here comes from content but the codename.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from portalgen.model.site import PublicFile
from portalgen.theme.environment import Templates, environment, template_faults
from portalgen.theme.sheet import Sheet, fingerprint

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:", "font-src 'self'",
    "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "object-src 'none'", "base-uri 'none'",
    "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types portalgen",
))  # fmt: skip
"""The content security policy of every page (docs/THREATS.md says why each part is there)."""

ROBOTS = b"User-agent: *\nDisallow: /\n"
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
HEAD = """<!doctype html>
<html lang="{language}" data-state="locked">
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
        script = f'<script type="application/json" id="{name}">{data}</script>\n</body>\n</html>\n'
        return self.before + script.encode("ascii")


def make_shell(
    *,
    codename: str,
    language: str,
    salt: str,
    templates: Templates,
    sheet: Sheet,
    bundle: bytes,
    words: Mapping[str, str],
) -> Shell:
    """Return the shell of a cohort's site with its public files: style sheet, fonts, browser bundle, robots.txt."""
    styles = PublicFile(f"assets/{fingerprint(sheet.css)}.css", sheet.css)
    fonts = tuple(PublicFile(f"assets/{name}", content) for name, content in sheet.fonts)
    script = PublicFile(f"assets/{fingerprint(bundle)}.js", bundle)
    with template_faults("lock.html"):
        lock = environment(templates, {}).get_template("lock.html").render(codename=codename, words=words)
    head = HEAD.format(
        language=escape(language),
        policy=escape(POLICY),
        codename=escape(codename),
        styles=styles.name,
        script=script.name,
    )
    lock = COMMENT.sub("", lock)  # what a theme's maker noted there is nobody's business
    before = Markup(head) + Markup(lock) + "\n"  # noqa: S704 -- head is escaped above, lock is an autoescaped template
    return Shell(before.encode("utf-8"), salt, styles.name, (styles, *fonts, script, PublicFile("robots.txt", ROBOTS)))
