"""Themes: what overrides what, what settings become, what a mistake says, and that none of it tells a stranger who."""

import json
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from portalgen.errors import Problem
from portalgen.theme.colour import contrast, legible
from portalgen.theme.find import find_theme

PAGE = {"content/table/a.md": "# A page\n\nWords.\n"}
THEME = "themes/mine/theme.yaml"
WOFF2 = b"wOF2" + bytes(60)  # the signature of WOFF2 (W3C, section 4.1); the rest is for browsers to judge


def portal_yaml(theme):
    return {"portal.yaml": f"name: X\nconvener: {{org: Y}}\ntimezone: Europe/London\ntheme: {theme}\n"}


def css_of(site, cohort="table"):
    (sheet,) = (site.output(cohort) / "assets").glob("*.css")
    return sheet.read_text(encoding="utf-8")


def fails(site):
    told = site.run("build")
    text = told.stderr.decode()
    assert told.returncode == 1, text
    assert "Traceback" not in text and str(site.root) not in text
    return text


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)  # WebAIM's contrast checker gives these figures
def test_contrast_is_what_wcag_says(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_a_colour_is_changed_no_more_than_it_must_to_be_read():
    assert legible("#7a1f3d", ["#ffffff"]) == "#7a1f3d"
    assert contrast(legible("#7a1f3d", ["#141816"]), "#141816") >= 4.5


@pytest.mark.parametrize("name", ["boardroom", "broadsheet"])
def test_a_shipped_theme_reads_in_both_schemes(name):
    value = {key: setting.value for key, setting in find_theme(ROOT, name, Problem("")).settled.items()}
    for scheme in ("light", "dark"):
        for above, below in [("ink", "paper"), ("soft", "paper"), ("accent", "paper"), ("accent_ink", "accent")]:
            assert contrast(value[f"{scheme}.{above}"], value[f"{scheme}.{below}"]) >= 4.5


def test_a_name_alone_and_a_name_with_settings_both_choose_a_theme(portal):
    site = portal({**PAGE, **portal_yaml("broadsheet")})
    site.build()
    assert "--radius: 0rem" in css_of(site)
    site.write(portal_yaml('{name: boardroom, accent: "#7A1F3D", density: compact}'))
    site.build()
    assert (
        "--accent: #7a1f3d" in css_of(site) and "--density: 0.8" in css_of(site) and "--radius: 0.6rem" in css_of(site)
    )


def test_an_accent_is_lightened_until_it_reads_in_the_dark(portal):
    site = portal({**PAGE, **portal_yaml('{accent: "#7a1f3d"}')})
    site.build()
    dark = css_of(site).partition("(prefers-color-scheme: dark)")[2]
    accent = re.search(r"--accent: (#[0-9a-f]{6})", dark).group(1)
    assert accent != "#8fd0b9"
    assert contrast(accent, "#141816") >= 4.5


def test_a_cohort_has_its_own_theme_or_its_own_settings_over_the_portal_s(portal):
    other = {"content/desk/cohort.yaml": "title: Desk\ntheme: broadsheet\n", "content/desk/a.md": "# A\n"}
    third = {"content/bench/cohort.yaml": "title: Bench\ntheme: {density: roomy}\n", "content/bench/a.md": "# A\n"}
    site = portal({**PAGE, **other, **third, **portal_yaml('{accent: "#7a1f3d", density: compact}')})
    site.build()
    table, desk, bench = css_of(site), css_of(site, "desk"), css_of(site, "bench")
    assert "--accent: #7a1f3d" in table and "--density: 0.8" in table
    assert "--accent: #a8201a" in desk and "--density: 1;" in desk
    assert "--accent: #7a1f3d" in bench and "--density: 1.25" in bench


def test_one_partial_is_changed_without_copying_the_rest(portal):
    topic = {"content/table/topics/growth.md": "---\ntitle: Growth\n---\n"}
    site = portal({**PAGE, **topic, "themes/boardroom/templates/partials/nav.html": "<p>our own way around</p>"})
    site.build()
    home = next(page for page in site.plain_pages().values() if 'data-family="home"' in page)
    assert "our own way around" in home and 'data-action="lock"' in home


def test_one_custom_property_is_changed_by_a_style_sheet_of_a_new_name_which_comes_last(portal):
    site = portal({**PAGE, "themes/boardroom/static/aaa.css": ":root { --radius: 9px; }"})
    site.build()
    text = css_of(site)
    assert text.index("--radius: 9px") > text.index("--radius: 0.6rem")
    assert text.rstrip().endswith(":root { --radius: 9px; }")


def test_a_style_sheet_of_the_same_name_stands_in_the_place_of_the_shipped_one(portal):
    site = portal({**PAGE, "themes/boardroom/static/boardroom.css": "p { color: red; }"})
    site.build()
    assert (
        "p { color: red; }" in css_of(site) and ".nameplate" not in css_of(site) and ".mentioned {" not in css_of(site)
    )


def test_a_theme_of_ones_own_inherits_what_it_does_not_have_and_can_extend_a_page_of_the_other(portal):
    home = '{% extends "broadsheet/home.html" %}{% block norms %}<p>our norms</p>{% endblock %}'
    site = portal(
        {**PAGE, **portal_yaml("mine"), THEME: "extends: broadsheet\n", "themes/mine/templates/home.html": home}
    )
    site.build()
    home = next(page for page in site.plain_pages().values() if 'data-family="home"' in page)
    assert "our norms" in home and 'class="nameplate"' in home and 'data-action="lock"' in home


def test_a_shipped_page_is_extended_under_its_own_name_through_shipped(portal):
    home = '{% extends "shipped/home.html" %}{% block norms %}<p>our norms</p>{% endblock %}'
    site = portal({**PAGE, "themes/boardroom/templates/home.html": home})
    site.build()
    assert any("our norms" in page and "data-home" in page for page in site.plain_pages().values())


def test_a_font_of_the_theme_is_public_under_the_name_of_its_content(portal):
    mine = {THEME: "extends: boardroom\nsettings:\n  fonts: [{family: Plain Face, file: plain.woff2}]\n  serif: [Plain Face, serif]\n",
            "themes/mine/static/plain.woff2": WOFF2, "themes/mine/static/LICENSE.txt": "free",
            "themes/mine/static/mine.css": 'b { src: url(plain.woff2); }'}  # fmt: skip
    site = portal({**PAGE, **portal_yaml("mine"), **mine})
    site.build()
    (font,) = (site.output() / "assets").glob("*.woff2")
    assert font.read_bytes() == WOFF2
    assert css_of(site).count(f'url("{font.name}")') == 2
    assert '--serif: "Plain Face", serif' in css_of(site)
    assert not list(site.output().rglob("*LICENSE*")) and "plain.woff2" not in css_of(site)


def test_neither_the_theme_s_name_nor_its_comments_reach_a_stranger(portal):
    lock = '<!-- for the Heron deal -->{# and so is this #}{% extends "shipped/lock.html" %}'
    files = {THEME: "extends: broadsheet\n", "themes/mine/templates/lock.html": lock,
             "themes/mine/static/mine.css": 'p::after { content: "/* stays */"; } /* Heron\n drawn */ b { color: red; }'}  # fmt: skip
    site = portal({**PAGE, **portal_yaml("mine"), **files})
    site.build()
    public = {
        path: path.read_text("utf-8") for path in site.output().rglob("*") if path.suffix in (".html", ".css", ".txt")
    }
    for path, text in public.items():
        for word in ("broadsheet", "boardroom", "Heron", "drawn", "themes/", "mine.css", "mine/"):
            assert word not in re.sub(r'"staticrypt\w+": "[^"]*"|id="keyring">[^<]*', "", text), (path, word)
    assert 'content: "/* stays */"; }\n b { color: red; }' in css_of(site)


FAULTS = {
    "a theme that is not there": (portal_yaml("broadshet"), ["portal.yaml:4:8: no theme", 'did you mean "broadsheet"?']),
    "an unknown setting": (portal_yaml("{acent: red}"), ['portal.yaml:4:9: unknown field "acent"', 'mean "accent"']),
    "a colour by name": (portal_yaml("{accent: red}"), ["portal.yaml:4:17: accent: write a colour", '"#7a1f3d"']),
    "a colour that YAML took for a comment": (portal_yaml("\n  accent: #7a1f3d"), ["accent: write a colour", "comment"]),
    "a colour too pale": (
        portal_yaml('{accent: "#c9a0b0"}'),
        ["portal.yaml:4:17: light: accent #c9a0b0 on paper #fbf9f5 has a contrast of 2.2", "at least 4.5"],
    ),
    "ink too pale in one theme's own file": (
        {**portal_yaml("mine"), THEME: 'extends: boardroom\nsettings:\n  dark: {ink: "#555555"}\n'},
        ["themes/mine/theme.yaml:3:15: dark: ink #555555 on paper #141816", "contrast of 2.4"],
    ),
    "an unknown density": (portal_yaml("{density: tight}"), ["portal.yaml:4:18: density: 'tight' is not one of"]),
    "CSS in the name of a font": (portal_yaml("{serif: ['a; b']}"), ["portal.yaml:4:", "is not the name of a font"]),
    "a folder without theme.yaml": (
        {**portal_yaml("mine"), "themes/mine/static/a.css": ""},
        ["themes/mine/theme.yaml:1:1: a theme of your own needs this file", "extends: boardroom"],
    ),
    "an unknown setting of a theme": (
        {**portal_yaml("mine"), THEME: "extends: boardroom\nsettings:\n  colour: red\n"},
        ['themes/mine/theme.yaml:3:3: unknown field "colour"'],
    ),
    "a theme by another name": (
        {**portal_yaml("mine"), THEME: "name: yours\nextends: boardroom\n"},
        ['themes/mine/theme.yaml:1:7: this theme is called "mine"'],
    ),
    "a circle": (
        {**portal_yaml("mine"), THEME: "extends: other\n", "themes/other/theme.yaml": "extends: mine\n"},
        ["cannot extend itself: mine -> other -> mine", "themes/other/theme.yaml:1:10"],
    ),
    "a theme that extends what is not there": (
        {**portal_yaml("mine"), THEME: "extends: gone\n"},
        ['themes/mine/theme.yaml:1:10: no theme "gone"', "boardroom"],
    ),
    "a picture in static": (
        {"themes/boardroom/static/logo.png": "x"},
        ["themes/boardroom/static/logo.png:1:1: this file would not become part of a site", "data:"],
    ),
    "a style sheet that calls elsewhere": (
        {"themes/boardroom/static/a.css": "/* a\n b */\np { background: url(https://example.org/x.png); }"},
        ['themes/boardroom/static/a.css:3:1: this asks for "https://example.org/x.png"', "nothing comes from elsewhere"],
    ),
    "a style sheet that imports": (
        {"themes/boardroom/static/a.css": "\n@import 'b.css';"},
        ["themes/boardroom/static/a.css:2:1: a style sheet cannot import another"],
    ),
    "an address in a style sheet": (
        {"themes/boardroom/static/a.css": 'p {\n background: image-set("https://example.org/x.png" 1x); }'},
        ["themes/boardroom/static/a.css:2:1: nothing comes from elsewhere"],
    ),
    "an address behind escapes": (
        {"themes/boardroom/static/a.css": "p { background: \\75rl(https://example.org/x.png) }"},
        ["themes/boardroom/static/a.css:1:1: the name of this function is written with escapes"],
    ),
    "a rule that does not end": (
        {"themes/boardroom/static/a.css": "a { b: c }\n@media print { p { color: red; }\n"},
        ["themes/boardroom/static/a.css:2:1: this rule is not closed"],
    ),
    "a brace too many": ({"themes/boardroom/static/a.css": "a { b: c }\n}\n"}, ["a.css:2:1: this brace closes nothing"]),
    "a comment that does not end": ({"themes/boardroom/static/a.css": "a { b: c }\n/* ours\n"}, ["a.css:2:1: this comment"]),
    "a template that no page asks for": (
        {"themes/boardroom/templates/sesion.html": "x"},
        ["templates/sesion.html:1:1: no page is drawn by this template", 'did you mean "templates/session.html"?'],
    ),
    "a mistake in a template that no page asks for": (
        {"themes/boardroom/templates/topic.html": "\n{{ nope"},
        ["themes/boardroom/templates/topic.html:2:1: template: unexpected end"],
    ),
    "a template that is not UTF-8": (
        {"themes/boardroom/templates/home.html": b"\xff\xfe"},
        ["themes/boardroom/templates/home.html:1:1: this is not UTF-8 text"],
    ),
    "words of one's own": (
        {**portal_yaml("mine"), THEME: "extends: boardroom\n", "themes/mine/words.yaml": "a: b"},
        ["themes/mine/words.yaml:1:1: nothing reads this file"],
    ),
    "a block that is not there": (
        {"themes/boardroom/templates/home.html": '{% extends "shipped/home.html" %}\n{% block pupose %}x{% endblock %}'},
        ['templates/home.html:2:1: shipped/home.html has no block "pupose"', 'did you mean "purpose"?'],
    ),
    "words outside of a block": (
        {"themes/boardroom/templates/home.html": '{% extends "shipped/home.html" %}\n<!-- c -->\nx\n{% block purpose %}{% endblock %}'},
        ["templates/home.html:3:1: what stands outside of a block is not shown"],
    ),
    "a script": (
        {"themes/boardroom/templates/home.html": '{% extends "shipped/home.html" %}{% block purpose %}\n<p onclick="x()">{% endblock %}'},
        ["templates/home.html:2:1: no browser will take this: onclick="],
    ),
    "an empty page": (
        {"themes/boardroom/templates/page.html": ""},
        ['themes/boardroom/templates/page.html', 'no element with id="content", id="notice"'],
    ),
    "a lock page that cannot be opened": (
        {"themes/boardroom/templates/lock.html": "<main id=\"lock\"></main>"},
        ["templates/lock.html", 'no element with id="unlock", id="passphrase", id="message"'],
    ),
    "a font that is not there": (
        {"themes/boardroom/static/a.css": "p { src: url(x.woff2) }"},
        ['themes/boardroom/static/a.css:1:1: no font "x.woff2" in static/'],
    ),
    "a font of another kind": (
        {"themes/boardroom/static/x.woff2": "OTTO", **portal_yaml("{fonts: [{family: X, file: x.woff2}]}")},
        ["portal.yaml:4:", "is not a WOFF2 font"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_mistake_in_a_theme_is_told_with_place_and_hint(portal, name):
    files, expected = FAULTS[name]
    text = fails(portal({**PAGE, **files}))
    for part in expected:
        assert part in text, text


TEMPLATES = {
    "syntax": ("{% if page %}\n{% endfor %}", "2", "endfor"),
    "unknown variable": ("<p>\n\n{{ pages.title }}", "3", "'pages' is undefined"),
    "unknown field of a view": ("\n{{ view.salary }}", "2", "salary"),
    "unknown filter": ("\n\n{{ page.title|shout }}", "3", "shout"),
    "unsafe attribute": ("\n{{ page.__class__.__mro__ }}", "2", "unsafe"),
    "a way out of the sandbox": ("\n{{ page.title.format.__globals__ }}", "2", "unsafe"),
    "changing what is given": ("\n{{ [].append(1) }}", "2", "unsafe"),
    "missing partial": ('<p>\n{% include "partials/gone.html" %}', "2", 'there is no "partials/gone.html"'),
    "missing parent": ('{% extends "gone/base.html" %}', "1", 'there is no "gone/base.html"'),
    "a loop too long": ("\n{% for i in range(10000000) %}{% endfor %}", "2", "Range too big"),
    "a file that extends itself": ('{% extends "boardroom/home.html" %}', "1", "shipped/base.html"),
    "a sum that cannot be": ("\n{{ 1 / 0 }}", "2", "division by zero"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_mistake_in_a_template_names_its_file_and_line(portal, name):
    text, line, said = TEMPLATES[name]
    told = fails(portal({**PAGE, "themes/boardroom/templates/home.html": text}))
    assert f"themes/boardroom/templates/home.html:{line}:1: template: " in told
    assert said in told


def test_a_template_that_was_saved_between_two_builds_of_one_process_is_drawn_anew(portal):
    site = portal({**PAGE, "themes/boardroom/templates/partials/nav.html": "<ul><li>Before</li></ul>"})
    site.build()
    site.write({"themes/boardroom/templates/partials/nav.html": "<ul><li>After</li></ul>"})
    site.build()
    drawn = "".join(site.plain_pages().values())
    assert "<li>After" in drawn and "<li>Before" not in drawn


IN_A_NEW_PROCESS = """
import pickle, sys
from pathlib import Path
from jinja2 import Environment
from portalgen.theme.environment import Templates, compiled_templates, environment, recall_templates

def refuse(*_, **__):
    sys.exit("a template was compiled")

recalled = pickle.load(sys.stdin.buffer)
recall_templates(recalled)
if recalled:
    Environment.compile = refuse
environment(Templates((Path(sys.argv[1]),), ()), {}).get_template("lock.html")
pickle.dump(compiled_templates(), sys.stdout.buffer)
"""


def test_templates_kept_from_an_earlier_process_are_compiled_again_only_where_they_changed(tmp_path):
    def compiled(recalled):
        words = [sys.executable, "-c", IN_A_NEW_PROCESS, tmp_path]
        return subprocess.run(words, input=pickle.dumps(recalled), capture_output=True)

    (tmp_path / "lock.html").write_text("<p>{{ codename }}</p>")
    kept = pickle.loads(compiled({}).stdout)
    assert len(kept) == 1
    assert pickle.loads(compiled(kept).stdout) == kept
    (tmp_path / "lock.html").write_text("<b>{{ codename }}</b>")
    assert compiled(kept).stderr.strip() == b"a template was compiled"


def test_a_link_in_a_theme_that_leads_out_of_it_is_refused(portal):
    site = portal(PAGE)
    link = site.root / "themes/boardroom/static/a.css"
    link.parent.mkdir(parents=True)
    link.symlink_to(site.root / "portal.yaml")
    assert "themes/boardroom/static/a.css" in fails(site)


def test_the_list_has_shipped_and_own_themes_with_what_they_say(portal):
    site = portal({THEME: "extends: boardroom\ndescription: Ours.\n"})
    told = json.loads(site.run("theme", "list", "--format", "json").stdout)
    assert [(one["name"], one["own"], one["extends"]) for one in told] == [
        ("boardroom", False, None), ("broadsheet", False, "boardroom"), ("mine", True, "boardroom")]  # fmt: skip
    assert "Ours." in site.run("theme", "list").stdout.decode()


def test_show_says_which_file_comes_from_where_and_which_line_sets_what(portal):
    files = {THEME: "extends: broadsheet\nsettings: {radius: 1}\n", "themes/mine/templates/home.html": "x",
             **portal_yaml("{name: mine, density: roomy}")}  # fmt: skip
    site = portal(files)
    told = json.loads(site.run("theme", "show", "--format", "json").stdout)
    assert told["folders"] == ["own: mine", "extended, shipped: broadsheet", "extended, shipped: boardroom"]
    origin = {one["file"]: (one["from"], one["hides"]) for one in told["files"]}
    assert origin["templates/home.html"] == ("own: mine", told["folders"][1:])
    assert origin["templates/session.html"] == ("extended, shipped: broadsheet", ["extended, shipped: boardroom"])
    assert origin["templates/agenda.html"] == ("extended, shipped: boardroom", [])
    setting = {one["key"]: (one["value"], one["from"]) for one in told["settings"]}
    assert setting["density"] == ("roomy", "portal.yaml:4:30")
    assert setting["radius"] == (1, "themes/mine/theme.yaml:2:20")
    assert setting["emblem"][0] == "lozenge"
    text = site.run("theme", "show", "mine").stdout.decode()
    assert "portal.yaml:4:30" in text and "own: mine" in text


def test_show_of_a_cohort_that_is_not_there_says_which_are(portal):
    told = portal(PAGE).run("theme", "show", "--cohort", "tabel")
    assert told.returncode == 2 and b"there is: table" in told.stderr


def test_eject_copies_what_was_named_overwrites_nothing_and_says_how_to_undo_it(portal):
    site = portal(PAGE)
    nav = Path("themes/boardroom/templates/partials/nav.html")
    told = site.run("theme", "eject", "boardroom", "templates/partials/nav.html").stdout.decode()
    assert "templates/partials/nav.html" in told and "undo" in told
    assert (site.root / nav).read_bytes() == (ROOT / nav).read_bytes()
    (site.root / nav).write_text("mine")
    told = json.loads(site.run("theme", "eject", "boardroom", "--all", "--format", "json").stdout)
    assert told["kept"] == ["templates/partials/nav.html"] and "theme.yaml" in told["copied"]
    assert (site.root / nav).read_text() == "mine"
    site.build()
    assert any("mine" in page for page in site.plain_pages().values())


def test_eject_refuses_what_the_theme_does_not_have_and_asks_what_to_copy(portal):
    site = portal(PAGE)
    told = site.run("theme", "eject", "boardroom", "templates/partials/naw.html")
    assert told.returncode == 2 and b'did you mean "templates/partials/nav.html"' in told.stderr
    assert site.run("theme", "eject", "boardroom").returncode == 2
    assert site.run("theme", "eject", "boardroom", "../../portal.yaml").returncode == 2
    assert not (site.root / "themes").exists()


def test_a_theme_cannot_reach_files_outside_its_folders(portal):
    told = fails(portal({**PAGE, "themes/boardroom/templates/home.html": '{% include "../../../portal.yaml" %}'}))
    assert "there is no" in told


def test_the_first_words_of_a_text_name_whom_it_mentions(portal):
    site = portal({
        "content/people/soren.md": "---\nname: Soren Lindqvist\n---\n",
        "content/table/cohort.yaml": "title: The Test Table\nmembers: [{person: soren}]\n",
        "content/table/news/2026-11-20-hello.md": "---\ntitle: Hello\n---\n@soren reads *two* papers & [more](../page.md).\n",
        "content/table/page.md": "# More\n",
    })  # fmt: skip
    site.build()
    (page,) = [text for text in site.plain_pages().values() if 'data-family="newslist"' in text]
    assert '<p class="small">Soren Lindqvist reads two papers &amp; more.</p>' in page
