"""What can be wrong with a live site, in words: what it is, what it means for readers, what to do."""

from dataclasses import dataclass
from typing import Literal

Weight = Literal["leak", "wrong", "look"]
WEIGHTS: tuple[Weight, ...] = ("leak", "wrong", "look")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding. `leak`: something is readable; `wrong`: mend it; `look`: fine, but know it."""

    weight: Weight
    what: str
    means: str
    todo: str


_AGAIN = "publish the site again; if it comes back, ask the host who changes its files"
_HEADERS = "give the host its file: portalgen hosts list"
_CDN = "switch off everything that rewrites pages at the host or CDN: minifying, e-mail hiding, analytics"
_ALARM = (
    "tell readers not to unlock, take the site down, change the host's password, then give everybody new passphrases: "
    "portalgen access rotate"
)
KINDS = {
    "script": Kind(
        "wrong", "a script is not the one that was published",
        "whoever changed it can read what the next reader unlocks", _ALARM,
    ),
    "injected": Kind(
        "wrong", "a page asks for a script that was not published with it",
        "if it runs, it can read what the next reader unlocks. An upload made with an earlier portalgen looks the same",
        f"if you have just upgraded, publish again. {_CDN}. Else {_ALARM}",
    ),
    "altered": Kind(
        "wrong", "a sealed file is not the one that was published, and none of your keys opens it",
        "somebody altered it, or it is from before a change of keys, and then whoever was let go can still open it; "
        "readers are told that it is damaged",
        _AGAIN,
    ),
    "unlike": Kind(
        "wrong", "a sealed file is not the one that was published",
        "it is an older one of yours, or somebody altered it; only the vault can tell, and it was not opened", _AGAIN,
    ),
    "older": Kind(
        "wrong", "a sealed file is an older one of yours",
        "readers see what was true then, or are told that it is not on the portal's list; who was let go since can "
        "still open it",
        "publish the site again, and clear the cache of the host or CDN",
    ),
    "rewritten": Kind(
        "wrong", "what stands around the ciphertext of a page is not what was published",
        "it is from an earlier upload, or something on the way rewrites pages; the lock page may look wrong",
        f"publish again; {_CDN}",
    ),
    "unlikely": Kind(
        "wrong", "a style sheet, font, icon or list for machines is not the one that was published",
        "the lock page may look wrong, or be made to look like something else", _AGAIN,
    ),
    "garbled": Kind(
        "wrong", "a file comes compressed in a way that was not asked for, or broken",
        "browsers show an error in its place", "switch compression at the host off and on again, then clear its cache",
    ),
    "missing": Kind(
        "wrong", "a file is not there", "readers who come to it see that there is nothing",
        "publish the site again, and wait until the upload has ended",
    ),
    "refused": Kind(
        "wrong", "the host refuses a file or fails", "readers who come to it see an error of the host",
        "look whether the host demands a login, counts visits, or is out of order",
    ),
    "silent": Kind(
        "wrong", "no answer came for a file", "readers wait, and then see an error", "try again; then ask the host",
    ),
    "elsewhere": Kind(
        "wrong", "a file is redirected to another address",
        "readers' browsers go where the portal is not, and its pages refuse to open there",
        "take the redirect away, or correct the address of the portal",
    ),
    "uploading": Kind(
        "look", "the host says that an upload is going on, or was stopped",
        "they find each page old or new meanwhile", "verify again in a minute; if it stays, portalgen publish",
    ),
    "other-build": Kind(
        "look", "the host says that it holds another build than the one in the output folder",
        "they read what was published last", "portalgen publish; what differs otherwise is told by itself",
    ),
    "left": Kind(
        "look", "a file that is no longer in the site is still there",
        "whoever had its key can still open it; it is as sealed as it was",
        "publishing deletes it the next time; after somebody was let go, delete it at the host now",
    ),
    "header": Kind("wrong", "the host does not send a header, or sends it otherwise", "", _HEADERS),
    "kept-too-long": Kind(
        "wrong", "browsers may keep a file that changes under its name without asking again",
        "after the next upload readers get old pages with new ones, and are told that they do not belong together",
        _HEADERS,
    ),
    "kept-too-short": Kind(
        "look", "browsers are not told to keep files that never change",
        "each page loads a little later", _HEADERS,
    ),
    "type": Kind(
        "wrong", "a file comes with the wrong type",
        "browsers do not run, show or install it", f"correct the types of the host; {_HEADERS}",
    ),
    "cookie": Kind(
        "wrong", "the host sets a cookie", "it can tell readers apart and see who comes back",
        "switch off analytics, bot protection and balancing of load at the host, or change the host",
    ),
    "listing": Kind(
        "wrong", "the host lists the files of a folder",
        "a stranger sees every name and date at once, and what was left behind",
        f"switch directory listing off; {_HEADERS}",
    ),
    "plain": Kind(
        "leak", "a word of the content stands in the clear",
        "everybody who finds the address can read it, and machines may have copied it",
        "take the site down now, build and audit it again, publish that; think of what was readable as known",
    ),
    "source": Kind(
        "leak", "files that the portal is made from can be fetched",
        "everybody who finds the address can read the content itself",
        "take it down now; publish the folder output/<cohort> and nothing around it; think of all of it as known",
    ),
    "vault": Kind(
        "wrong", "the vault can be fetched", "it is sealed, but anybody can now guess at its passphrase",
        "take it down; publish the folder output/<cohort> and nothing around it; then portalgen access rotate",
    ),
    "records": Kind(
        "wrong", "portalgen's own records can be fetched", "a stranger sees the names of all files, and dates",
        "publish the folder output/<cohort> and nothing around it",
    ),
    "insecure": Kind(
        "wrong", "the address does not begin with https",
        "browsers refuse to unlock there, and the network can change what readers get",
        "get a certificate (most hosts and Caddy do it by themselves), and use the https address",
    ),
    "no-redirect": Kind(
        "wrong", "the address without https shows the site instead of leading to https",
        "who types it that way cannot unlock, and the network can change what they get",
        f"switch “force https” on at the host; {_HEADERS}",
    ),
    "not-missing": Kind(
        "wrong", "an address that leads to nothing is not answered with status 404",
        "deleted pages seem to be there, and readers' browsers take the host's own page for a damaged file",
        "let the host answer 404 and show 404.html; switch off its mode for single-page applications",
    ),
    "telling": Kind(
        "wrong", "the page for addresses that lead to nothing tells what is there",
        "a stranger learns the codename or the names of files", "let the host show the 404.html of the site",
    ),
    "own-missing": Kind(
        "look", "for addresses that lead to nothing the host shows its own page, not the 404.html of the site",
        "readers see the host's words instead of yours; it tells nothing of the portal",
        "let the host show the 404.html of the site",
    ),
    "untrusted": Kind(
        "wrong", "browsers do not accept the host's certificate",
        "readers see a warning; whoever clicks it away may be talking to somebody else",
        "let the host renew its certificate; if it is in order elsewhere, somebody stands between you and the host",
    ),
}  # fmt: skip
"""Every kind by its name, the gravest of each sort first."""


@dataclass(frozen=True, slots=True)
class Odd:
    """Something odd about one file or address, as it is met. `detail` says what exactly, where there is more to say."""

    kind: str
    file: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, with all the files that it was found with, and what it means for readers."""

    kind: str
    weight: Weight
    files: tuple[str, ...]
    detail: str
    means: str
