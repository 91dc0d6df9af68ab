"""`portalgen new …`: files of every kind, right at once, never over another; in the only cohort or the named one."""

import shutil

import pytest
import yaml
from conftest import DEMO_PASSPHRASE, ROOT, Site

from .conftest import TO_FILL_IN, said


def front_of(path):
    return yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])


@pytest.fixture
def causeway(tmp_path):
    """Return a maker of fresh copies of the demo, without its sites."""

    def copy():
        root = tmp_path / "copy"
        shutil.copytree(ROOT / "content", root / "content")
        for name in ("portal.yaml", "portal.vault"):
            shutil.copy(ROOT / name, root / name)
        return Site(root, DEMO_PASSPHRASE)

    return copy


def new(site, *words):
    return said(site.run("new", *words, "--format", "json"))


def test_a_session_of_the_demo_carries_its_number_its_chair_and_its_promises(causeway):
    site = causeway()
    (path,) = new(site, "session", "--cohort", "causeway", "--start", "2027-02-11 14:00")["written"]
    assert path == "content/causeway/sessions/2027-02-11-session-6/session.md"
    front = front_of(site.root / path)
    assert (front["id"], front["number"], front["chair"], front["timekeeper"]) == ("s6", 6, "ines", "priya")
    assert str(front["end"]) == "2027-02-11 18:00" and front["status"] == "save-the-date"
    kinds = [item["kind"] for item in front["agenda"]]
    assert kinds[0] == "confidentiality" and kinds[-1] == "close"
    assert {"accountability", "updates", "presentation", "break", "parking-lot"} <= set(kinds)
    assert sum(item["minutes"] for item in front["agenda"]) == 240
    round_of_promises = next(item for item in front["agenda"] if item["kind"] == "accountability")
    assert round_of_promises["owner"] == "gaby"  # the goals keeper of cohort.yaml
    assert round_of_promises["purpose"].startswith("4 promises are open")  # c6, c9, c10, c11 of commitments.yaml
    presentation = next(item for item in front["agenda"] if item["kind"] == "presentation")
    assert presentation["protocol"] == "presentation-8q" and presentation["confidential"] == "presenter-only"
    assert site.build("--cohort", "causeway")


def test_the_next_presenter_is_whose_question_is_scheduled(causeway):
    site = causeway()
    new(site, "topic", "Who tells the founder?", "--by", "mara", "--cohort", "causeway")
    topic = site.root / "content/causeway/topics/who-tells-the-founder.md"
    topic.write_text(topic.read_text().replace("state: parked", "state: scheduled"))
    (path,) = new(site, "session", "--cohort", "causeway", "--start", "2027-02-11 14:00")["written"]
    item = next(item for item in front_of(site.root / path)["agenda"] if item["kind"] == "presentation")
    assert (item["title"], item["owner"], item["topic"]) == ("Who tells the founder?", "mara", "who-tells-the-founder")


def test_every_kind_of_session_builds_and_check_asks_only_for_what_a_convener_knows(causeway):
    site, written = causeway(), []
    for month, kind in enumerate(["regular", "retreat", "dinner", "call", "visit", "orientation"], start=1):
        for day, length in (("10", ()), ("20", ("--minutes", "75"))):
            start = f"2027-{month:02}-{day} 13:00"
            told = new(site, "session", "--kind", kind, "--start", start, "--cohort", "lantern", *length)
            written += told["written"]
    for path in written:
        session = site.root / path
        session.write_text(session.read_text().replace("status: save-the-date", "status: agenda"))
    site.build("--cohort", "lantern")
    found = said(site.run("check", "--cohort", "lantern", "--format", "json"))["findings"]
    asked = {(finding["path"], finding["rule"]) for finding in found if finding["path"] in written}
    assert len(written) == 12 and {rule for _, rule in asked} <= TO_FILL_IN, asked


def test_notes_are_prepared_from_the_agenda_and_go_to_the_presenter(causeway):
    site = causeway()
    told = new(site, "notes", "s5", "--cohort", "causeway")
    (path,) = told["written"]
    text = (site.root / path).read_text()
    front = front_of(site.root / path)
    assert front["state"] == "draft" and front["mode"] == "themes"
    titles = {theme["title"]: theme.get("topic") for theme in front["themes"]}
    assert titles["From peer to boss"] == "from-peer-to-boss"
    assert titles["Third round: what did stopping cost?"] == "which-ai-bets"
    assert "{for: abel," in text and "expires: 2027-01-09" in text  # 30 days after 10 December, portal.yaml says
    assert "sponsor_summary" in text and "sponsor_summary" not in front
    site.build("--cohort", "causeway", "--as-of", "2026-12-11")


def test_notes_are_of_the_latest_session_without_any(causeway):
    site = causeway()
    (path,) = new(site, "notes", "--cohort", "causeway", "--as-of", "2026-12-12")["written"]
    assert path == "content/causeway/sessions/2026-12-10-from-peer-to-boss/notes.md"


def test_a_promise_is_added_below_the_others_and_nothing_else_is_touched(causeway):
    site = causeway()
    path = site.root / "content/causeway/commitments.yaml"
    before = "# Kept by Gaby.\n" + path.read_text() + "# the end\n"
    path.write_text(before)
    told = new(site, "commitment", "Say no twice: once to me.", "--who", "mara", "--due", "s5", "--cohort", "causeway")
    assert told["changed"] == ["content/causeway/commitments.yaml"]
    after = path.read_text()
    removed = [line for line in before.splitlines() if line not in after.splitlines()]
    assert removed == [] and after.startswith("# Kept by Gaby.\n") and after.endswith("# the end\n")
    last = yaml.safe_load(after)["commitments"][-1]
    assert last == {"id": "c12", "who": "mara", "text": "Say no twice: once to me.", "made_in": "s4", "due": "s5"}
    site.build("--cohort", "causeway")


def test_a_table_of_people_becomes_bios_and_members(begun, tmp_path):
    site = begun()
    table = tmp_path / "more.csv"
    table.write_bytes("First Name;Last Name;Job Title;Organisation;Phone;Town;Shoe size\n"
                      "Søren;Vindahl;COO;Nordlys Ferries;+47 555 0101;Bergen;44\n"
                      "Mara;Lindqvist;CFO;Brightwater;;;\n"
                      "Mara;Okonjo-Vance;CHRO;;;;\n".encode("utf-8-sig"))  # fmt: skip
    told = new(site, "person", "--from-csv", table)
    assert told["written"] == ["content/people/soren.md", "content/people/mara-lindqvist.md"]
    assert told["changed"] == ["content/cohort/cohort.yaml"]
    assert '"Organisation" -> company' in told["said"] and any("Shoe size" in line for line in told["said"])
    assert any(line == "here already: Mara Okonjo-Vance (mara)" for line in told["said"])
    front = front_of(site.root / "content/people/soren.md")
    assert (front["name"], front["role"], front["city"]) == ("Søren Vindahl", "COO", "Bergen")
    assert front["contact"]["mobile"] == {"value": "+47 555 0101", "share": "convener"}
    members = yaml.safe_load((site.root / "content/cohort/cohort.yaml").read_text())["members"]
    assert [row["person"] for row in members] == ["ines", "tomasz", "mara", "soren", "mara-lindqvist"]
    assert "# watchlist" in (site.root / "content/cohort/cohort.yaml").read_text()
    again = new(site, "person", "--from-csv", table)
    assert again["written"] == again["changed"] == []


def test_every_small_file_builds_at_once(begun):
    site = begun()
    for words in (
        ("cohort", "lantern", "--title", "The Lantern Table"),
        ("person", "田辺 由紀", "--cohort", "cohort"),
        ("person", "Declan Moorhouse", "--bio-only", "--cohort", "cohort"),
        ("topic", 'What is "enough": and for whom?', "--by", "Mara Okonjo-Vance", "--cohort", "cohort"),
        ("news", "#1: the gate has moved", "--kind", "change", "--cohort", "cohort"),
        ("page", "How we meet", "--cohort", "cohort"),
        ("preread", "The cost of stopping", "--need", "must", "--cohort", "cohort"),
        ("commitment", "Talk to my deputy", "--who", "mara", "--cohort", "cohort"),
        ("venue", "Hollow Pine Lodge"),
        ("protocol", "Lifeline walk"),
        ("session", "--start", "2027-03-11T14:00", "--cohort", "lantern"),
    ):
        told = new(site, *words)
        assert told["next"], words
        for path in told["written"]:
            assert (site.root / path).is_file()
    assert len(site.build("--as-of", "2026-11-24")["cohorts"]) == 2


def test_nothing_is_written_over(begun):
    site = begun()
    new(site, "page", "How we meet")
    page = site.root / "content/cohort/pages/how-we-meet.md"
    page.write_text("mine")
    told = site.run("new", "page", "How we meet")
    assert told.returncode == 2 and b"exists already" in told.stderr and page.read_text() == "mine"
    told = site.run("new", "person", "Mara Okonjo-Vance")
    assert told.returncode == 2 and b"here already" in told.stderr


def test_which_cohort_is_asked_where_there_are_two(causeway):
    site = causeway()
    told = site.run("new", "page", "How we meet")
    assert told.returncode == 2 and b"causeway, lantern" in told.stderr
    told = site.run("new", "page", "How we meet", "--cohort", "causway")
    assert told.returncode == 2 and b"causeway, lantern" in told.stderr


def test_a_session_that_cannot_be_is_refused_with_a_reason(begun):
    site = begun()
    for flags, words in (
        (("--start", "2027-02-11 14:00", "--end", "2027-02-11 13:00"), b"end before it starts"),
        (("--start", "2027-02-11 14:00", "--end", "2027-02-13 13:00"), b"--kind retreat"),
        (("--start", "2027-02-11"), b"not a day and an hour"),
        (("--start", "2027-02-11 14:00", "--end", "2027-02-11 15:00", "--minutes", "60"), b"say the same"),
    ):
        told = site.run("new", "session", *flags)
        assert told.returncode == 2 and words in told.stderr, told.stderr


def test_a_name_that_is_not_there_is_told_with_those_that_are(begun):
    site = begun()
    told = site.run("new", "commitment", "A promise", "--who", "marra")
    assert told.returncode == 2 and b'did you mean "mara"?' in told.stderr
    told = site.run("new", "commitment", "A promise", "--who", "xyz")
    assert told.returncode == 2 and b"ines, mara, tomasz" in told.stderr
    told = site.run("new", "notes", "s9")
    assert told.returncode == 2 and b"s1" in told.stderr


def test_what_is_called_nothing_is_refused_and_a_page_called_session_is_a_page(begun):
    site = begun()
    for words in (("topic", ""), ("news", " "), ("venue", ""), ("commitment", "", "--who", "ines")):
        told = site.run("new", *words)
        assert told.returncode == 2 and b"say it in words" in told.stderr, words
    assert new(site, "page", "Session")["written"] == ["content/cohort/pages/session-page.md"]
    (site.root / "content/cohort/index.md").write_text("# Welcome\n\nAs in [[Session]].\n")
    site.build()
