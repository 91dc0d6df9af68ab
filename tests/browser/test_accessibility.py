"""WCAG 2.2 AA on the lock page and on every kind of page: by axe, by keyboard, at any zoom, in any colours."""

import itertools
import json
import re
import subprocess
from pathlib import Path

import pytest

from .conftest import unlock, until

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
QUICK_JAVA = ["-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # it ends before the other compiler pays off
VNU = ["java", *QUICK_JAVA, "-jar", ROOT / "node_modules/vnu-jar/build/dist/vnu.jar", "--errors-only"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AUDIENCES = ("members", "conveners", "sponsors", "logistics")
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""  # WCAG 1.4.12
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MAIN_CONTROLS = "button, .do, .menu > summary, .top nav a, #passphrase, .pager a"
CUT = """[...document.querySelectorAll('main h1, main h2, main p, main li, main dd, button, .do')].filter(e =>
  e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'hidden'
  && getComputedStyle(e).clipPath === 'none').map(e => e.textContent.slice(0, 60))"""
SMALL = """limit => [...document.querySelectorAll(limit.which)].filter(e => e.checkVisibility()
  && getComputedStyle(e).display !== 'inline' && !e.classList.contains('brand'))
  .map(e => [e.textContent.slice(0, 40), e.getBoundingClientRect()])
  .filter(([, box]) => box.height && (box.height < limit.least || box.width < limit.least))
  .map(([text, box]) => `${text} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), style = getComputedStyle(e), top = document.querySelector('.top');
  const ring = n => n && parseFloat(getComputedStyle(n).outlineWidth) > 0 && getComputedStyle(n).outlineStyle !== 'none';
  const inside = !!e.closest('.top, .skip'), under = top ? top.getBoundingClientRect().bottom : 0;
  return {
    name: (e.getAttribute('aria-label') || e.textContent || e.id).trim().slice(0, 50), id: e.id, tag: e.tagName,
    action: e.dataset.action || '', place: [...document.querySelectorAll('*')].indexOf(e),
    ring: ring(e) || ring(e.closest('.field')),
    seen: inside || (box.bottom > under + 2 && box.top < innerHeight),
    box: [Math.round(box.top), Math.round(box.bottom), Math.round(under)],
  };
}"""


def family_of(page):
    return re.search(r'data-family="([^"]+)"', page).group(1)


@pytest.fixture(scope="session")
def passphrases(demo):
    return demo.access()["causeway"]


@pytest.fixture(scope="session")
def kinds(demo):
    """Return one page of every kind for each audience: (audience, kind) -> (file name, plaintext)."""
    found = {}
    for audience in AUDIENCES:
        for name, text in demo.plain_pages("causeway", audience).items():
            own = audience == "members" or family_of(text) not in {kind for who, kind in found if who == "members"}
            if own:
                found.setdefault((audience, family_of(text)), (name, text))
    return found


@pytest.fixture
def open_pages(reader, served, passphrases, kinds):
    """Return a walk: yields an open page of every kind, in a browser with these settings."""

    def walk(audiences=AUDIENCES, only=None, **settings):
        for audience in audiences:
            page, opened = reader(**settings), False
            for (whose, kind), (name, _) in kinds.items():
                if whose != audience or (only and kind not in only):
                    continue
                page.goto(f"{served}/causeway/{name}")
                if not opened:
                    unlock(page, passphrases[audience])
                    opened = True
                page.wait_for_selector("html[data-state=open]", timeout=20_000)
                yield f"{audience}/{kind}", page

    return walk


def violations(page, rules=RULES):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'], preload: false})",
        rules,
    )
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]} {node['any'][0]['message'] if node['any'] else ''}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


def lost(page):
    """Return what is cut off, and by how much the page is wider than its window."""
    wide = page.evaluate(SIDEWAYS)
    return page.evaluate(CUT) + ([f"{wide} px sideways"] if wide > 0 else [])


def test_axe_finds_nothing_on_any_kind_of_page(open_pages):
    """In the dark only colours are others: of the rest nothing is asked twice."""
    found, seen = {}, set()
    for name, page in open_pages(color_scheme="light", viewport={"width": 1280, "height": 900}):
        seen.add(name)
        wrong = violations(page)
        page.emulate_media(color_scheme="dark")
        wrong += violations(page, ["cat.color"])
        page.emulate_media(color_scheme="light")
        if wrong:
            found[name] = wrong
    assert len(seen) >= 20
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("settings", [
    {"color_scheme": "light"}, {"color_scheme": "dark"}, {"contrast": "more"}, {"viewport": {"width": 320, "height": 560}},
], ids=str)  # fmt: skip
def test_axe_finds_nothing_on_the_lock_page(reader, served, settings):
    page = reader(**settings)
    page.goto(f"{served}/causeway/")
    assert violations(page) == []
    page.fill("#passphrase", "not the right words at all")
    page.click("#unlock button[type=submit]")
    until(page, "document.querySelector('#message').textContent.includes('does not open')")
    assert violations(page) == []


def test_a_small_screen_with_more_contrast_has_no_barrier_and_room_for_fingers_and_wider_text(open_pages):
    found = {}
    for name, page in open_pages(contrast="more", viewport={"width": 360, "height": 780}, bypass_csp=True):
        wrong = violations(page)
        wrong += page.evaluate(SMALL, {"which": MAIN_CONTROLS, "least": 44})
        wrong += page.evaluate(SMALL, {"which": "a, button, input, summary", "least": 24})
        page.add_style_tag(content=SPACING)
        wrong += lost(page)
        if wrong:
            found[name] = wrong
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def test_nothing_is_lost_on_any_screen_nor_at_twice_and_four_times_the_size(open_pages, reader, served):
    locked = reader()
    locked.goto(f"{served}/causeway/")
    found = {}
    for name, page in itertools.chain([("locked", locked)], open_pages()):
        for width in (1280, 768, 640, 360, 320):  # the last of them is 1280 at four times the size
            page.set_viewport_size({"width": width, "height": 512})
            if wrong := lost(page):
                found[name, width] = wrong
    assert not found


def test_a_keyboard_alone_unlocks_reads_and_locks(reader, served, passphrases):
    page = reader(viewport={"width": 1280, "height": 800})
    page.goto(f"{served}/causeway/")
    assert page.evaluate("document.activeElement.id") == "passphrase"
    page.keyboard.type(passphrases["members"])
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["action"] == "reveal"
    page.keyboard.press("Space")
    assert page.get_attribute("#passphrase", "type") == "text"
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-state=open]", timeout=20_000)
    page.evaluate(
        "document.activeElement.blur(); getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus()"
    )
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    assert first["name"] == "Skip to the page" and first["ring"] and first["seen"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.focus(".top nav.wide a[href] >> text=Charter")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-state=open] body[data-family=charter]")
    page.focus("[data-action=lock]")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-state=locked] #unlock")


@pytest.mark.parametrize("size", [(1280, 700), (360, 640)], ids=str)
@pytest.mark.parametrize("way", ["Tab", "Shift+Tab"])
def test_every_control_is_reached_with_a_visible_focus_that_nothing_covers(open_pages, size, way):
    wrong = {}
    settings = {"viewport": {"width": size[0], "height": size[1]}, "reduced_motion": "reduce"}
    for name, page in open_pages(("members",), ("home", "session", "charter", "directory", "preread"), **settings):
        wanted = page.evaluate(
            "[...document.querySelectorAll('a[href], button, summary, input, [tabindex=\"0\"]')].filter(e => e.checkVisibility()).length"
        )
        start = "document.body" if way == "Tab" else "document.body.appendChild(document.createElement('span'))"
        page.evaluate(f"(at => {{ at.tabIndex = -1; at.focus(); }})({start})")
        seen = {}
        for _ in range(wanted + 2):
            page.keyboard.press(way)
            now = page.evaluate(FOCUSED)
            for _ in range(20):  # a busy machine scrolls a moment later
                if now is None or now["seen"]:
                    break
                page.wait_for_timeout(100)
                now = page.evaluate(FOCUSED)
            if now is None or now["place"] in seen:
                break
            seen[now["place"]] = now
        faults = [f"{one['name']}: {one['box']}" for one in seen.values() if not (one["ring"] and one["seen"])]
        if faults or len(seen) < wanted:
            wrong[name] = (len(seen), wanted, faults)
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


def test_nothing_moves_for_whoever_wants_less_motion(open_pages):
    for name, page in open_pages(("members",), reduced_motion="reduce"):
        moving = page.evaluate(
            """[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
            return parseFloat(s.transitionDuration) > 0.01 || (s.animationName !== 'none' && parseFloat(s.animationDuration) > 0.01)
              || s.scrollBehavior === 'smooth'; }).map(e => e.tagName + '.' + e.className)"""
        )
        assert not moving, name


def test_in_forced_colours_every_control_keeps_an_edge(reader, served, passphrases):
    page = reader(forced_colors="active")
    page.goto(f"{served}/causeway/")
    edge = "e => getComputedStyle(e).borderTopStyle !== 'none' && parseFloat(getComputedStyle(e).borderTopWidth) > 0"
    assert page.eval_on_selector("#lock .field", edge) and page.eval_on_selector("button[type=submit]", edge)
    unlock(page, passphrases["members"])
    for control in ("[data-action=lock]", ".do", ".tag", ".panel"):
        assert page.eval_on_selector(control, edge), control
    current = page.eval_on_selector(".top nav a[aria-current]", "e => getComputedStyle(e).borderBottomColor")
    other = page.eval_on_selector(".top nav a:not([aria-current])", "e => getComputedStyle(e).borderBottomColor")
    assert current != other, "the page one is on is marked by more than a colour that is taken away"


def test_the_html_checker_finds_no_error_in_any_page(demo, kinds, tmp_path):
    files = {f"{audience.replace(':', '-')}-{kind}.html": text for (audience, kind), (_, text) in kinds.items()}
    site = demo.output("causeway")
    locked = next(site.glob("????????????????.html"))
    given = {"entrance.html": site / "index.html", "locked.html": locked, "missing.html": site / "404.html"}
    files |= {name: path.read_text() for name, path in given.items()}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [*VNU, "--format", "json", "--stdout", *sorted(tmp_path.iterdir())]
    told = subprocess.run(command, capture_output=True, text=True, timeout=300)
    messages = json.loads(told.stdout)["messages"]
    faults = [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']}: {one.get('extract', '')}" for one in messages
    ]
    assert len(files) >= 22
    assert not faults, "\n".join(faults)


def test_the_html_checker_would_find_an_error(tmp_path):
    page = tmp_path / "wrong.html"
    page.write_text('<!doctype html><html lang="en"><title>x</title><ul><p>x</ul></html>')
    told = subprocess.run([*VNU, page], capture_output=True, text=True, timeout=120)
    assert told.returncode != 0 and "not allowed as child" in told.stderr


def test_a_page_from_right_to_left_keeps_to_its_screen(portal, reader, tmp_path):
    from threading import Thread

    from portalgen.serve.sealed import make_server

    site = portal({"content/table/cohort.yaml": "title: المائدة\ncodename: غداء\nlocale: ar\n",
                   "content/table/page.md": "# صفحة\n\nفقرة.\n\nOne sentence (in English).\n"})  # fmt: skip
    site.build()
    server = make_server(site.root / "output", 0)
    Thread(target=server.serve_forever, daemon=True).start()
    for width in (360, 1280):
        page = reader(viewport={"width": width, "height": 780})
        page.goto(f"http://localhost:{server.server_address[1]}/table/")
        assert page.get_attribute("html", "dir") == "rtl" and violations(page) == []
        page.fill("#passphrase", "wrong words here and there")
        page.click("#unlock button[type=submit]")
        until(page, "document.querySelector('#message').textContent.includes('عبارة المرور هذه لا تفتح')")
        unlock(page, site.access()["table"]["members"])
        assert page.get_attribute("html", "lang") == "ar" and page.get_attribute("html", "dir") == "rtl"
        assert page.evaluate(SIDEWAYS) == 0 and violations(page) == []
        brand, lock = (page.locator(which).bounding_box()["x"] for which in (".brand", "[data-action=lock]"))
        assert brand > lock, "the frame runs from right to left"
    server.shutdown()
    server.server_close()
