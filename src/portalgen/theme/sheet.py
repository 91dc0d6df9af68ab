"""A theme's one style sheet: its settings as custom properties, then every .css of its folders, without comments.

The folder that a theme falls back on comes first, so that what is nearer to the portal wins; a file of the same name
stands in the place of the one it replaces. Fonts get the name of their content.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from portalgen.errors import ContentError, Place, Problem
from portalgen.model.theme import Font
from portalgen.theme.emblems import emblem
from portalgen.theme.lookup import STATIC, Chain, Layer, files_of
from portalgen.theme.settings import SCHEMES, Settled

DENSITY = {"compact": 0.8, "comfortable": 1.0, "roomy": 1.25}
GENERIC = ("serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "-apple-system")
WOFF2 = b"wOF2"
_COMMENT = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|/\*.*?(?:\*/|\Z)""", re.DOTALL)
_STRING = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
_WANTED = re.compile(
    r"""url\(\s*(?P<mark>["']?)(?P<target>.*?)(?P=mark)\s*\)|@import\b"""
    r"""|(?<!=)(?P<elsewhere>["'](?:[a-z]{1,12}:)?//)|(?P<hidden>\\[0-9a-f]{1,6}\s?[\w-]{0,30}\()""",
    re.IGNORECASE | re.DOTALL,
)
_BRACE = re.compile(rf"{_STRING}|url\([^)]*\)|[{{}}]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet and the fonts that it asks for, by the name it calls them."""

    css: bytes
    fonts: tuple[tuple[str, bytes], ...]


def fingerprint(content: bytes) -> str:
    """Return the name that a public file has from its content: 16 characters."""
    return hashlib.sha256(content).hexdigest()[:16]


def make_sheet(chain: Chain, settled: Settled) -> Sheet:
    """Return the style sheet. Raises ContentError where a file asks for what a site will not have."""
    files = files_of(chain)
    fonts: dict[str, bytes] = {}

    def named(file: str, fault: Callable[[str, str], Problem]) -> str:
        content = _font(files.get(f"{STATIC}/{file}", ()), file, fault)
        name = f"{fingerprint(content)}.woff2"
        fonts[name] = content
        return name

    texts = [_faces(settled, named), properties(settled)]
    for layer, file in _styles(chain):
        texts.append(_checked(layer, file, named))
    lines = (line.rstrip() for text in texts for line in text.splitlines())
    return Sheet("\n".join(line for line in lines if line).encode("utf-8"), tuple(sorted(fonts.items())))


def properties(settled: Settled) -> str:
    """Return the custom properties of a theme as CSS."""
    value = {key: setting.value for key, setting in settled.items()}
    scale = value["scale"]
    plain = {
        "serif": _stack(value["serif"]),
        "sans": _stack(value["sans"]),
        "headings": _stack(value["headings"]),
        "size": f"{value['size']}%",
        "scale": f"{scale:g}",
        "h1": f"clamp({scale**3:.3f}rem, {scale**3 - 0.4:.3f}rem + 2vw, {scale**5:.3f}rem)",
        "h2": f"{scale**1.65:.3f}rem",
        "h3": f"{scale**0.5:.3f}rem",
        "density": f"{DENSITY[value['density']]:g}",
        "step": f"{1.5 * DENSITY[value['density']]:g}rem",
        "radius": f"{value['radius']:g}rem",
        "measure": f"{value['measure']:g}rem",
        "emblem": emblem(value["emblem"]),
        "emblem-size": "0rem" if value["emblem"] == "none" else "2.6rem",
    }
    light, dark = (_block(_palette(value, scheme)) for scheme in SCHEMES)
    return (
        f":root {{ color-scheme: light dark; {_block(plain)} {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    )


def _palette(value: dict[str, object], scheme: str) -> dict[str, object]:
    prefix = f"{scheme}."
    return {key.removeprefix(prefix).replace("_", "-"): shade for key, shade in value.items() if key.startswith(prefix)}


def _block(values: dict[str, object] | dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _stack(faces: Sequence[str]) -> str:
    return ", ".join(face if face in GENERIC else f'"{face}"' for face in faces)


def _faces(settled: Settled, named: Callable[[str, Callable[[str, str], Problem]], str]) -> str:
    """Return a rule for every font file that the settings name."""
    fonts: tuple[Font, ...] = settled["fonts"].value
    return "\n".join(
        f'@font-face {{ font-family: "{font.family}"; src: url("{named(font.file, settled["fonts"].problem)}") '
        f'format("woff2"); font-weight: {font.weight}; font-style: {font.style}; font-display: swap; }}'
        for font in fonts
    )


def _font(layers: Chain, file: str, fault: Callable[[str, str], Problem]) -> bytes:
    if not layers:
        raise ContentError(fault(f'no font "{file}" in static/', "put the .woff2 file there"))
    content = (layers[0].folder / STATIC / file).read_bytes()
    if not content.startswith(WOFF2):
        raise ContentError(fault(f'"{file}" is not a WOFF2 font', "convert it; only .woff2 is small enough for phones"))
    return content


def _styles(chain: Chain) -> Iterator[tuple[Layer, str]]:
    """Yield every style sheet with the folder that it is taken from: the farthest folder's first, each by name."""
    nearest = {file: layers[0] for file, layers in files_of(chain).items() if file.endswith(".css")}
    told: set[str] = set()
    for layer in reversed(chain):
        for file in sorted(layer.files):
            if file in nearest and file not in told:
                told.add(file)
                yield nearest[file], file


def _checked(layer: Layer, file: str, named: Callable[[str, Callable[[str, str], Problem]], str]) -> str:
    """Return a style sheet without comments, its fonts by their public names."""
    path = f"{layer.path}/{file}"
    text = _read(layer.folder / file, path)
    bare = _COMMENT.sub(lambda found: found.group(1) or "\n" * found.group(0).count("\n"), text)
    if problem := _unclosed(text, bare, path):
        raise ContentError(problem)

    def replaced(found: re.Match[str]) -> str:
        def fault(what: str, hint: str) -> Problem:
            return Problem(what, Place(path, line), hint, text.splitlines()[line - 1])

        target, line = found["target"] or "", bare[: found.start()].count("\n") + 1
        if found["elsewhere"]:
            raise ContentError(fault("nothing comes from elsewhere to a site", "leave the address out"))
        if found["hidden"]:
            raise ContentError(fault("the name of this function is written with escapes", "write it in letters"))
        if found["target"] is None:
            raise ContentError(fault("a style sheet cannot import another", "put the other file into static/ as well"))
        if target.startswith(("data:", "#")):
            return found.group(0)
        if target.endswith(".woff2") and "/" not in target:
            return f'url("{named(target, fault)}")'
        hint = "a font of static/ as .woff2, or a small picture as data:; nothing comes from elsewhere"
        raise ContentError(fault(f'this asks for "{target}", which a site will not have', hint))

    return _WANTED.sub(replaced, bare)


def _unclosed(text: str, bare: str, path: str) -> Problem | None:
    """Return the problem with a comment or a rule that is not closed and would swallow what follows."""
    if text.rfind("/*") > text.rfind("*/") and "/*" not in bare:
        line = text.count("\n", 0, text.rfind("/*")) + 1
        return Problem("this comment is not closed", Place(path, line), "end it with */", text.splitlines()[line - 1])
    opened: list[int] = []
    for found in _BRACE.finditer(bare):
        if found.group(0) == "{":
            opened.append(found.start())
        elif found.group(0) == "}" and opened:
            opened.pop()
        elif found.group(0) == "}":
            line = bare.count("\n", 0, found.start()) + 1
            return Problem("this brace closes nothing", Place(path, line), "take it out", text.splitlines()[line - 1])
    if not opened:
        return None
    line = bare.count("\n", 0, opened[-1]) + 1
    return Problem("this rule is not closed", Place(path, line), "end it with }", text.splitlines()[line - 1])


def _read(file: Path, path: str) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ContentError(Problem("this is not UTF-8 text", Place(path), "save the file as UTF-8")) from fault
