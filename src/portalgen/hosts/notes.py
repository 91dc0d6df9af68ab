"""What is lost at a host that sends its own headers and no others, in plain words."""

from portalgen.hosts.at import At
from portalgen.hosts.rules import ASSETS, FRESH, HEADERS, HTTPS_ONLY, LASTING


def without_headers(name: str, kept: str) -> str:
    """Return the notes for a host that lets a site send no headers; `kept` is how long it lets browsers keep files."""
    lost = "\n".join(f"- {header.name}: {header.without}." for header in HEADERS if header.name != HTTPS_ONLY)
    return f"""\
{name} sends its own headers, and a site cannot add any. What is lost:

{lost}
- Cache-Control: {name} lets browsers keep every file for {kept} (right would be "{FRESH}", and for
  {ASSETS} "{LASTING}"). For so long after an upload a reader may be told
  that a page is not on the portal's list; to load it again helps.

What stays: the policy in each page's meta tag, which admits no script but the one of the site; https; 404.html; and all
of the encryption. If your members' IT asks for the headers, choose a host that sends them, or put one in front.
"""


def github(_at: At) -> str:
    """Return the notes for GitHub Pages."""
    return without_headers("GitHub Pages", "ten minutes")


def gitlab(_at: At) -> str:
    """Return the notes for GitLab Pages."""
    return without_headers("GitLab Pages", "ten minutes")
