"""What a host must do, as data: headers, how long what may be kept, types, the page for what is missing.

Everything that says something about headers takes it from here: host files, the preview, the fact sheet, `verify`.
"""

from dataclasses import dataclass

from portalgen.hosts.missing import STYLE_SOURCE

_SOURCES = (
    ("default-src", "'none'"), ("script-src", "'self'"), ("style-src", "'self'"), ("img-src", "'self' blob: data:"),
    ("font-src", "'self'"), ("connect-src", "'self'"), ("worker-src", "'self'"), ("manifest-src", "'self'"),
    ("object-src", "'none'"), ("base-uri", "'none'"), ("form-action", "'none'"),
    ("require-trusted-types-for", "'script'"), ("trusted-types", "portalgen"),
)  # fmt: skip

POLICY = "; ".join(f"{name} {value}" for name, value in _SOURCES)
"""The content security policy of every page, in its meta tag (docs/THREATS.md says why each part is there)."""

HOST_POLICY = POLICY.replace("style-src 'self'", f"style-src 'self' {STYLE_SOURCE}") + "; frame-ancestors 'none'"
"""The same as a host sends it: with what a meta tag cannot say, and the style of the page for what is missing."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header of every answer. `without`: what is lost where a host does not send it, as the end of a sentence."""

    name: str
    value: str
    without: str


HEADERS = (
    Header(
        "Content-Security-Policy", HOST_POLICY,
        "the policy in each page's own meta tag is all there is: scripts stay out, but the page can be put into a "
        "frame, where it refuses to unlock",
    ),
    Header(
        "Strict-Transport-Security", "max-age=31536000",
        "whoever types the address without https can be led astray by the network they are in",
    ),
    Header("X-Content-Type-Options", "nosniff", "a browser may take a sealed file for something that it is not"),
    Header(
        "Referrer-Policy", "no-referrer",
        "the meta tag of each page is all that keeps opaque page names from the sites it links to",
    ),
    Header(
        "X-Robots-Tag", "noindex, noarchive, nosnippet",
        "robots.txt and the meta tag of each page are all that keep the address out of search engines",
    ),
    Header(
        "Cross-Origin-Opener-Policy", "same-origin",
        "a page that opened the portal in a tab can see that the tab is open, and lead it elsewhere",
    ),
    Header(
        "Cross-Origin-Resource-Policy", "same-origin",
        "pages elsewhere can load the sealed files, and learn from it that the portal is there",
    ),
)  # fmt: skip
HTTPS_ONLY = "Strict-Transport-Security"  # a browser ignores it over http (RFC 6797, section 8.1)

ASSETS = "assets/"
ASSET = ASSETS + r"[0-9a-f]{16}\.[a-z0-9]+"  # the name of one, as a regular expression
LASTING = "public, max-age=31536000, immutable"
"""Scripts, styles, fonts and icons are named after their content: whoever has one may keep it."""
FRESH = "no-cache"
"""Everything else changes under its name: a browser keeps it, and asks before each use whether it is still right."""

ENTRANCE = "index.html"
MISSING = "404.html"
"""Shown, with status 404, for every address that leads to nothing, folders without an entrance among them."""

NOTHING = "There is nothing here."
"""What a host says there that can show a text but no page of a site whose folder it does not know."""

TYPES = {
    "html": ("text/html",),
    "css": ("text/css",),
    "js": ("text/javascript", "application/javascript", "application/x-javascript"),
    "json": ("application/json", "application/manifest+json"),
    "png": ("image/png",),
    "woff2": ("font/woff2", "application/font-woff2"),
    "txt": ("text/plain",),
    "bin": ("application/octet-stream", "binary/octet-stream"),
}
"""The media types that do for a file by the end of its name; the first is the best."""


def cache_of(name: str) -> str:
    """Return the Cache-Control of a file of a site."""
    return LASTING if name.startswith(ASSETS) else FRESH


def type_of(name: str) -> str:
    """Return the Content-Type of a file of a site; of text, with its charset."""
    found = TYPES.get(name.rsplit(".", 1)[-1], TYPES["bin"])[0]
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
