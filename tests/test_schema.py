"""Schemas for editors: valid, closed, and of one mind with the loader. And the reference that is made from them."""

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from portalgen.model.types import TYPES, meanings, records_of, schema

ROOT = Path(__file__).resolve().parent.parent
KINDS = {kind.name: kind for kind in TYPES}


def front_of(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = text.split("---\n")[1] if text.startswith("---\n") else ""

    def plain(value):
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        if isinstance(value, datetime.date):
            return value.isoformat()
        return value

    return plain(yaml.load(text, yaml.CBaseLoader) or {})  # as text, the way the loader reads words such as yes


def files_of(kind):
    pattern = (
        kind.path.replace("<cohort>", "causeway")
        .replace("<folder>", "*")
        .replace("<id>", "*")
        .replace("<date>-<title>", "*")
    )
    found = sorted(ROOT.glob(pattern))
    return [path for path in found if kind.name != "page" or path.parent.name == "pages"]


def text_only(part):
    """Return a schema in which every plain value may be text, as a reader without types sees YAML."""
    if isinstance(part, dict):
        made = {key: text_only(value) for key, value in part.items() if key not in ("minimum", "maximum", "format")}
        if made.get("type") in ("integer", "boolean", "number"):
            made["type"] = "string"
        return made
    return [text_only(one) for one in part] if isinstance(part, list) else part


@pytest.mark.parametrize("name", KINDS)
def test_every_schema_is_valid_and_every_field_has_a_meaning(name):
    made = schema(KINDS[name])
    Draft202012Validator.check_schema(made)
    for record in records_of(KINDS[name].record):
        fields = {entry.alias or field for field, entry in record.model_fields.items()}
        assert meanings(record).keys() == fields
    assert made["additionalProperties"] is False


@pytest.mark.parametrize("name", KINDS)
def test_the_demo_s_files_fit_their_schema_and_an_unknown_field_does_not(name):
    validator = Draft202012Validator(text_only(schema(KINDS[name])))
    files = files_of(KINDS[name])
    assert files or name in ("person-here", "protocol")
    for path in files:
        front = front_of(path)
        assert [fault.message for fault in validator.iter_errors(front)] == [], path
        assert list(validator.iter_errors({**front, "compny": "x"}))


def portalgen(*words, cwd=ROOT):
    return subprocess.run(
        [sys.executable, "-m", "portalgen", *map(str, words)], cwd=cwd, capture_output=True, text=True
    )


def test_the_command_lists_kinds_shows_one_and_writes_all(tmp_path):
    listed = portalgen("schema")
    assert all(name in listed.stdout for name in KINDS)
    shown = json.loads(portalgen("schema", "session").stdout)
    assert shown == schema(KINDS["session"])
    assert "minutes" in shown["$defs"]["AgendaItem"]["properties"]
    portalgen("schema", "--all", tmp_path / "schemas")
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {f"{name}.schema.json" for name in KINDS}
    wrong = portalgen("schema", "sesion")
    assert wrong.returncode == 2
    assert "session" in wrong.stderr


def test_a_new_portal_points_its_files_to_schemas_that_are_there(tmp_path):
    assert portalgen("init", tmp_path / "my", cwd=tmp_path).returncode == 0
    for name in ("portal.yaml", "content/cohort/cohort.yaml"):
        path = tmp_path / "my" / name
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert (path.parent / first.partition("$schema=")[2]).is_file()


def test_the_reference_is_what_the_types_say_now():
    told = subprocess.run([sys.executable, ROOT / "tools" / "content_reference.py", "--check"])
    assert told.returncode == 0, "run `make docs`"


def test_the_reference_has_every_kind_and_every_field():
    text = (ROOT / "docs" / "CONTENT.md").read_text(encoding="utf-8")
    for kind in TYPES:
        assert f"## {kind.name}\n" in text
        for record in records_of(kind.record):
            assert all(f"| `{field}` |" in text for field in meanings(record))
