"""docs/THEMES.md: its tables are what the code says now, and its examples and commands do what it promises."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT
from guides import Terminal, document, lines

GUIDE = document("docs/THEMES.md")
EXAMPLES = dict(re.findall(r"<!-- example: (.*?) -->\n(.*?)(?=\n## )", GUIDE, re.S))
TOPIC = {"content/table/topics/growth.md": "---\ntitle: Growth\n---\n", "content/table/a.md": "# A\n"}
PROMISES = {
    "one colour": ("css", "--accent: #7a1f3d"),
    "one partial": ("home", "<ol><li>"),
    "your own": ("home", '<p class="small">Test Tables</p>'),
}


def test_the_tables_are_what_the_code_says_now():
    told = subprocess.run([sys.executable, ROOT / "tools" / "theme_reference.py", "--check"])
    assert told.returncode == 0, "run `make docs`"


def test_the_tables_are_not_empty():
    for name in ("properties", "views", "pieces", "hooks"):
        table = GUIDE[GUIDE.index(f"<!-- {name} -->") : GUIDE.index(f"<!-- /{name} -->")]
        assert table.count("\n|") > 9


def test_every_page_that_boardroom_draws_is_in_the_table():
    drawn = {path.name for path in (ROOT / "themes/boardroom/templates").glob("*.html")} - {"base.html", "lock.html"}
    table = GUIDE[GUIDE.index("<!-- views -->") : GUIDE.index("<!-- /views -->")]
    assert drawn == set(re.findall(r"^\| `(\w+\.html)`", table, re.M))


@pytest.mark.parametrize("name", PROMISES)
def test_a_worked_example_works_step_by_step(portal, name):
    site = portal(TOPIC)
    for kind, path, text in re.findall(r"```(\w+) ?(\S*)\n(.*?)```", EXAMPLES[name], re.S):
        if kind == "sh":
            for line in lines(f"```sh\n{text}```"):
                Terminal(site.root).type(line)
        elif path == "portal.yaml":
            site.write({path: (site.root / path).read_text() + text})
        else:
            site.write({path: text})
    where, promised = PROMISES[name]
    home = next(page for page in site.plain_pages().values() if 'data-family="home"' in page)
    css = next((site.output() / "assets").glob("*.css")).read_text(encoding="utf-8")
    assert promised in {"css": css, "home": home}[where]


def test_the_other_commands_of_the_guide_work(portal):
    site = portal(TOPIC)
    rest = GUIDE
    for example in EXAMPLES.values():
        rest = rest.replace(example, "")
    assert len(lines(rest)) > 1
    for line in lines(rest):
        Terminal(site.root).type(line)


@pytest.mark.parametrize("choice", re.findall(r"```yaml\ntheme: (.*?)\n```", GUIDE))
def test_both_ways_to_choose_a_theme_work(portal, choice):
    site = portal(TOPIC)
    site.write({"portal.yaml": (site.root / "portal.yaml").read_text() + f"theme: {choice}\n"})
    site.build()
