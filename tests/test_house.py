"""The floors of the house: imports point downwards, secrets stay in one room, only the sealed reaches the disk."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "portalgen"
FLOORS = (
    ("errors", "words", "walk", "garbage"),
    ("model", "crypto", "hosts"),
    ("source", "markup", "access"),
    ("load", "theme"),
    ("plan", "files"),
    ("render", "shell", "check", "maps", "index"),
    ("seal", "write", "audit"),
    ("build", "opening", "start", "rekey", "cards", "escape", "doctor", "facts", "desk", "publish", "announce"),
    ("book", "serve", "verify"),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "shipped" not in path.parts)
MAX_LINES = 300


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def imports_of(path: Path) -> set[str]:
    """Return the imported modules of a file, those of portalgen without the prefix `portalgen.`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" if node.module == "portalgen" else node.module
                         for alias in node.names)  # fmt: skip
    return found


def own(imports: set[str]) -> set[str]:
    return {name.removeprefix("portalgen.") for name in imports if name.startswith("portalgen.")} - {"__version__"}


def calls_of(path: Path) -> set[str]:
    return {
        ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    }


def test_the_house_has_rooms():
    assert len(MODULES) > 40


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_downwards(path):
    room = room_of(name_of(path))
    if not room:
        assert own(imports_of(path)) == set()
        return
    for other in map(room_of, own(imports_of(path))):
        assert other == room or FLOOR_OF[other] < FLOOR_OF[room], f"{name_of(path)} imports {other}"


def test_no_two_modules_import_each_other_in_a_circle():
    names = {name_of(path): own(imports_of(path)) for path in MODULES}
    graph = {name: {other for other in others if other in names and other != name} for name, others in names.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(f"a circle: {' -> '.join(circle.args[1])}")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_is_small_and_says_what_it_is_for(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_LINES
    assert ast.get_docstring(ast.parse(text)), "a module opens with a paragraph"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_crypto_touches_cryptography_and_only_cli_speaks(path):
    room, calls = room_of(name_of(path)), calls_of(path)
    if room != "crypto":
        assert not {name for name in imports_of(path) if name.split(".")[0] == "cryptography"}
    if room != "cli":
        assert not calls & {"print", "input", "click.echo", "os.getenv", "datetime.now", "date.today", "time.time"}
        assert "os.environ" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_sealed_and_public_files_are_each_made_in_one_place(path):
    name, calls = name_of(path), calls_of(path)
    assert name == "seal" or "SealedFile" not in calls
    assert name == "shell" or "PublicFile" not in calls


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_failure_is_swallowed(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, "a bare except"
            only_pass = len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
            assert not only_pass, f"{name_of(path)}:{node.lineno} passes over an error"
