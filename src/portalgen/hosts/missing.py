"""The page for addresses that lead nowhere: it tells nothing of what is there, and loads nothing."""

import base64
import hashlib
from collections.abc import Mapping
from html import escape

STYLE = (
    "html{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}"
    "main{max-width:32rem;margin:20vh auto 0;padding:0 1.5rem}h1{font-size:1.5rem}"
)
STYLE_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode('ascii')).digest()).decode('ascii')}'"
"""How a content security policy allows this one style: the page has no style sheet, for it stands at any depth."""

PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, noarchive, nosnippet">
<meta name="referrer" content="no-referrer">
<title>404</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
</main>
</body>
</html>
"""
POLICY = f"default-src 'none'; style-src {STYLE_SOURCE}; img-src data:; base-uri 'none'; form-action 'none'"


def missing_page(language: str, words: Mapping[str, str]) -> bytes:
    """Return `404.html` in the cohort's language. `words` are the interface's, `language` their locale."""
    return PAGE.format(
        language=escape(language),
        direction=escape(words["locale.dir"]),
        policy=escape(POLICY),
        style=STYLE,
        title=escape(words["missing.title"]),
        text=escape(words["missing.text"]),
    ).encode("utf-8")
