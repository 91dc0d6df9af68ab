"""What stands in the clear: the lock page around each ciphertext, the entrance, and the public files of a site.

The only maker of `PublicFile`, from the allow-list below. Nothing here comes from content but the codename and the
number of days that a device may remember.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from portalgen.crypto.staticrypt import embed
from portalgen.hosts.known import files_in_site
from portalgen.hosts.missing import missing_page
from portalgen.hosts.rules import ENTRANCE, MISSING, POLICY
from portalgen.model.site import PublicFile
from portalgen.theme.environment import LOCK_IDS, Templates, check_ids, environment, template_faults
from portalgen.theme.sheet import Sheet, fingerprint
from portalgen.theme.shipped import BrowserFiles
from portalgen.words import browser_words

ROBOTS = b"User-agent: *\nDisallow: /\n"
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
META = """<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, noarchive, nosnippet">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{codename}</title>
<link rel="icon" href="data:,">
"""
"""The head of every file that stands in the clear, of a site and of a book."""

HEAD = (
    """<!doctype html>
<html lang="{language}" dir="{direction}" data-state="locked">
<head>
"""
    + META
    + """<link rel="manifest" href="{manifest}">
<link rel="apple-touch-icon" href="{icon}">
<link rel="stylesheet" href="{styles}">
<script defer src="{script}"></script>
</head>
<body>
"""
)


WORKER = "worker.js"
"""The service worker's file: at the site's root, so that its scope is the site, and always under this name."""


@dataclass(frozen=True, slots=True)
class Shell:
    """The lock page of one cohort, cut open where the ciphertext goes."""

    before: bytes
    salt: str
    styles: str
    public: tuple[PublicFile, ...]

    def around(self, message: str) -> bytes:
        """Return a page file: the lock page with one StatiCrypt message in it."""
        return self._with("sealed", embed(message, self.salt))

    def entrance(self, keyring: str) -> PublicFile:
        """Return the entrance: the lock page with the keyring in it and no content."""
        return PublicFile(ENTRANCE, self._with("keyring", keyring))

    def _with(self, name: str, data: str) -> bytes:
        return self.before + f"{_script(name, data)}</body>\n</html>\n".encode("ascii")


def make_shell(
    *,
    codename: str,
    language: str,
    salt: str,
    templates: Templates,
    sheet: Sheet,
    browser: BrowserFiles,
    words: Mapping[str, str],
    remember_days: int,
) -> Shell:
    """Return the shell of a cohort's site with its public files: styles, fonts, scripts, icons, manifest,
    robots.txt, the page for what is missing, and what hosts read.

    The smallest icon is also the one for Apple's home screens.
    """
    drawn = {edge: PublicFile(f"assets/{fingerprint(icon)}.png", icon) for edge, icon in sorted(browser.icons.items())}
    manifest = _manifest(codename, language, {edge: icon.name for edge, icon in drawn.items()})
    styles = PublicFile(f"assets/{fingerprint(sheet.css)}.css", sheet.css)
    fonts = tuple(PublicFile(f"assets/{name}", content) for name, content in sheet.fonts)
    script = PublicFile(f"assets/{fingerprint(browser.script)}.js", browser.script)
    lock = lock_page(templates, codename=codename, words=words, remember_days=remember_days)
    head = HEAD.format(
        language=escape(language),
        direction=escape(words["locale.dir"]),
        policy=escape(POLICY),
        codename=escape(codename),
        styles=styles.name,
        script=script.name,
        manifest=manifest.name,
        icon=drawn[min(drawn)].name,
    )
    before = Markup(head) + Markup(lock) + "\n" + told_words(words)  # noqa: S704 -- head is escaped, lock autoescaped
    public = (styles, *fonts, script, manifest, *drawn.values(), *_at_the_root(language, words, browser))
    return Shell(before.encode("utf-8"), salt, styles.name, public)


def _at_the_root(language: str, words: Mapping[str, str], browser: BrowserFiles) -> tuple[PublicFile, ...]:
    """Return what browsers, search engines and hosts look for at the root of a site, under names that are given."""
    missing = PublicFile(MISSING, missing_page(language, words))
    hosted = (PublicFile(name, content) for name, content in files_in_site().items())
    return (PublicFile("robots.txt", ROBOTS), PublicFile(WORKER, browser.worker), missing, *hosted)


def _manifest(codename: str, language: str, icons: Mapping[int, str]) -> PublicFile:
    """Return what a device needs to install a site: its codename, and ways relative to `assets/`, where this stands."""
    pictures = [
        {"src": name.removeprefix("assets/"), "sizes": f"{edge}x{edge}", "type": "image/png", "purpose": purpose}
        for edge, name in icons.items()
        for purpose in ("any", "maskable")
    ]
    value = {
        "name": codename,
        "short_name": codename,
        "lang": language,
        "start_url": "../",
        "scope": "../",
        "display": "standalone",
        "icons": pictures,
    }
    content = json.dumps(value, ensure_ascii=False).encode("utf-8")
    return PublicFile(f"assets/{fingerprint(content)}.json", content)


def lock_page(templates: Templates, *, codename: str, words: Mapping[str, str], remember_days: int) -> str:
    """Return the body of a lock page, drawn by the theme's `lock.html`. Raises ContentError for a fault of it.

    remember_days: for how long a reader may ask to be remembered; 0 offers nothing.
    """
    with template_faults("lock.html"):
        template = environment(templates, {}).get_template("lock.html")
        lock = template.render(codename=codename, words=words, remember_days=remember_days)
    check_ids(lock, LOCK_IDS, template.filename or "lock.html")
    return COMMENT.sub("", lock)  # what a theme's maker noted there is nobody's business


def _script(name: str, data: str) -> str:
    return f'<script type="application/json" id="{name}">{data}</script>\n'


def told_words(words: Mapping[str, str]) -> Markup:
    """Return what the runtime says in another language than English, as data that no browser takes for markup."""
    told = browser_words(words)
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(_script("words", text) if told else "")  # noqa: S704 -- JSON without a less-than sign
