"""What of a book stands in the clear: a lock page that carries styles, script, keyring and ciphertext in itself.

It allows no connection at all. Style and script are allowed by their digests, which works from a disk in every engine.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import escape

from portalgen.crypto.staticrypt import embed
from portalgen.shell import META, told_words

HEAD = (
    """<!doctype html>
<html lang="{language}" dir="{direction}" data-state="locked">
<head>
"""
    + META
    + """<style>{styles}</style>
</head>
<body>
{lock}
{words}<script type="application/json" id="keyring">{keyring}</script>
<script type="application/json" id="sealed">{sealed}</script>
<script>{script}</script>
</body>
</html>
"""
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What of a book is encrypted: the text of its keyring and its StatiCrypt message, with the salt of both."""

    salt: str
    keyring: str
    message: str


def policy_of(styles: str, script: str) -> str:
    """Return the content security policy of a book: its own style and script, pictures in itself, and nothing else."""
    return "; ".join((
        "default-src 'none'", f"script-src '{_digest(script)}'", f"style-src '{_digest(styles)}'",
        "img-src data: blob:", "connect-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'none'",
        "require-trusted-types-for 'script'", "trusted-types portalgen",
    ))  # fmt: skip


def cover(
    inside: Sealed, *, codename: str, language: str, words: Mapping[str, str], lock: str, styles: str, script: str
) -> str:
    """Return the file of a book around its ciphertext; stock StatiCrypt finds message and salt in it.

    words: of the interface, by name; lock: the theme's lock page, from `shell.lock_page`.
    """
    return HEAD.format(
        language=escape(language),
        direction=escape(words["locale.dir"]),
        words=told_words(words),
        policy=escape(policy_of(styles, script)),
        codename=escape(codename),
        styles=_inside(styles, "style"),
        lock=lock,
        keyring=inside.keyring,
        sealed=embed(inside.message, inside.salt),
        script=_inside(script, "script"),
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def _inside(text: str, element: str) -> str:
    """Return a style or script as it stands in its element, which it must not end."""
    lower = text.lower()
    if f"</{element}" in lower or ("<!--" in lower and f"<{element}" in lower):
        raise ValueError(f"the {element} of a book would end too early")
    return text
