"""Small portals, each with one rule kept or broken; `expect.yaml` beside each says what must come of it.

says: the rule in a sentence · access: members who get a key of their own first · code: exit code of the build ·
error, held, findings: texts to be said · <audience>: {has, lacks}: texts on all pages that its passphrase opens ·
families: {<family> or <family>@<title>: {has, lacks}}: texts on the members' pages of one kind
"""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parent / "portals"
PEOPLE = {
    "content/people/ada.md": "---\nname: Ada Lind\nrole: COO\ncompany: Ironbridge Works\nindustry: Metal\n---\n",
    "content/people/ben.md": "---\nname: Ben Okafor\nrole: CFO\ncompany: Westmark\nindustry: Timber\n---\n",
    "content/people/cy.md": "---\nname: Cy Marsh\nrole: CIO\ncompany: Lowtide\nindustry: Ships\n---\n",
    "content/table/cohort.yaml": "title: The Test Table\nchair: ada\nmembers: [{person: ada}, {person: ben}, {person: cy}]\n",
}
WORDS = {"says", "access", "code", "error", "held", "findings", "families"}


def check_texts(pages, wanted, where):
    text = unescape("\n".join(pages))
    for piece in wanted.get("has", ()):
        assert piece in text, f"{where} lacks {piece!r}"
    for piece in wanted.get("lacks", ()):
        assert piece not in text, f"{where} has {piece!r}"


def main_of(page):
    """Return what a page says itself, without the frame that all pages share."""
    return page[page.index("<main") : page.index("</main>")]


def title_of(page):
    return unescape(re.search(r"<title>(.*?) · ", page).group(1))


def family_of(page):
    return re.search(r'data-family="([^"]+)"', page).group(1)


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_a_small_portal_does_what_its_expectation_says(portal, name):
    expect = yaml.safe_load((FOLDER / name / "expect.yaml").read_text(encoding="utf-8"))
    assert expect["says"]
    site = portal(PEOPLE)
    shutil.copytree(FOLDER / name, site.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expect.yaml"))
    for person in expect.get("access", ()):
        told = site.run("access", "add", *person.split(), "--cohort", "table")
        assert told.returncode == 0, told.stderr.decode()
    told = site.run("build", "-v", "--format", "json")
    said = told.stdout.decode() + told.stderr.decode()
    assert told.returncode == expect.get("code", 0), said
    if told.returncode:
        assert not (site.output() / "index.html").exists()
        plain = site.run("build").stderr.decode()
        for piece in expect["error"]:
            assert piece in plain, plain
        return
    for piece in expect.get("held", ()):
        assert piece in json.dumps(json.loads(told.stdout)["cohorts"], ensure_ascii=False), said
    found = site.run("check").stdout.decode()
    for piece in expect.get("findings", ()):
        assert piece in found, found
    for audience in expect.keys() - WORDS:
        check_texts(map(main_of, site.plain_pages(audience=audience).values()), expect[audience], audience)
    pages = site.plain_pages(audience="members").values() if "families" in expect else ()
    for wanted, texts in expect.get("families", {}).items():
        family, _, title = wanted.partition("@")
        own = [main_of(page) for page in pages if family_of(page) == family and title in title_of(page)]
        assert own, f"no page of the kind {wanted}"
        check_texts(own, texts, wanted)
