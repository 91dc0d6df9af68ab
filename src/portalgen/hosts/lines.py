"""`_headers`, as Netlify and Cloudflare Pages read it from the root of what is uploaded."""

from portalgen.hosts.at import At
from portalgen.hosts.rules import ASSETS, HEADERS, LASTING


def headers_file(at: At) -> str:
    """Return the text of `_headers`.

    No two rules may name one header: Cloudflare joins the values of all that match. What is not in `assets/` both hosts
    ask for again before use without being told.
    """
    everywhere = "".join(f"  {header.name}: {header.value}\n" for header in HEADERS)
    return f"{at.path}*\n{everywhere}{at.path}{ASSETS}*\n  Cache-Control: {LASTING}\n"
