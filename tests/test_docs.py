"""What the documents say is so: their links lead somewhere, and the README's commands work from an empty folder."""

import re

import pytest
from conftest import DEMO_PASSPHRASE, ROOT, run
from guides import Terminal, document, lines

DOCS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "tests" / "vectors" / "README.md"]
README = document("README.md")


def shown(words):
    """Return the commands of the README's block with these words in it."""
    return lines(next(block for block in re.findall(r"```sh\n.*?```", README, re.S) if words in block))


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(path):
    text = path.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.S))
    links += re.findall(r'src="([^"]+)"', text)
    for link in links:
        target = link.split("#")[0]
        if target and "://" not in target:
            assert (path.parent / target).exists(), link


def test_the_convener_s_commands_work_from_an_empty_folder(tmp_path):
    first, *rest = shown("pipx install")
    assert first == "pipx install ." and rest[-1] == "portalgen serve"  # test_wheel.py and tests/browser do these
    terminal = Terminal(tmp_path)
    for line in rest[:-1]:
        told = terminal.type(line)
    words = re.findall(r"[a-z]+(?:-[a-z]+){5}", told)
    page = next((terminal.folder / "output" / "causeway").glob("????????????????.html"))
    [line] = shown("portalgen open")
    open_it = [*line.replace("PAGE", page.stem).split()[1:]]
    opened = [run(*open_it, cwd=terminal.folder, env={"PASS": one}).stdout for one in words]
    assert any(b"<!--portalgen:1 causeway" in one for one in opened)


def test_the_commands_for_writing_work_in_a_new_portal(tmp_path):
    (tmp_path / "old-notes").mkdir()
    (tmp_path / "old-notes" / "2026-01-22 meeting.md").write_text("We met.\n")
    terminal = Terminal(tmp_path)
    terminal.type("portalgen init portal --no-input --first-session 2027-01-20T14:00 --as-of 2026-11-24")
    terminal.type("cd portal")
    steps = shown("portalgen new")
    assert len(steps) == 7
    for line in steps:
        terminal.type(line.replace("old-notes", "../old-notes"), "--as-of", "2027-01-21")
    terminal.type("portalgen build", "--as-of", "2027-01-21")


def test_the_commands_for_readers_and_hosts_work(portal):
    session = "---\ntitle: Bread\nstart: 2026-12-10 13:00\nend: 2026-12-10 14:00\nstatus: agenda\n"
    session += "agenda: [{title: Welcome, kind: discussion, minutes: 60}]\n---\nWelcome.\n"
    site = portal({"content/causeway/cohort.yaml": "title: Causeway\naddress: https://lunch.example/\nmembers: [{person: ada}]\n",
                   "content/people/ada.md": "---\nname: Ada Venn\ncontact: {email: {value: ada@venn.example}}\n---\n",
                   "content/causeway/sessions/s5/session.md": session})  # fmt: skip
    with (site.root / "portal.yaml").open("a") as file:
        file.write("publish: {causeway: {to: folder, path: ../www}}\n")
    terminal = Terminal(site.root)
    steps = [line for words in ("portalgen publish", "portalgen announce", "portalgen book") for line in shown(words)]
    assert len(steps) == 4
    for line in steps:
        terminal.type(line)
    assert (site.root.parent / "www" / "index.html").is_file()


def test_the_make_targets_of_the_readme_exist():
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = [line.split()[1] for line in lines(README) if line.startswith("make ")]
    assert len(named) > 1
    for target in named:
        assert re.search(rf"^{target}:", rules, re.M)


def test_the_passphrase_of_the_readme_opens_the_demo():
    assert f"PORTALGEN_VAULT_PASSPHRASE={DEMO_PASSPHRASE}" in README
    assert run("-C", ROOT, "access", "list", cwd=ROOT, passphrase=DEMO_PASSPHRASE).returncode == 0
