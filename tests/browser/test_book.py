"""The book in a real browser, from a disk: unlocked by any of its readers, without a network, and printed."""

import re
import subprocess

import pytest

from .conftest import until


@pytest.fixture(scope="module")
def books(demo, tmp_path_factory):
    folder = tmp_path_factory.mktemp("books")
    for name, more in {"cohort": (), "session": ("--session", "s5"), "sponsors": ("--audience", "sponsors")}.items():
        told = demo.run("book", "--cohort", "causeway", "--to", folder / f"{name}.html", *more)
        assert told.returncode == 0, told.stderr.decode()
    return folder


def open_book(page, file, passphrase):
    page.goto(file.as_uri())
    assert page.title() == "Harbor lunch"
    page.fill("#passphrase", passphrase)
    page.click("#unlock button[type=submit]")
    page.wait_for_selector("html[data-state=open]", timeout=20_000)


@pytest.mark.parametrize("audience", ["members", "conveners", "member:mara"])
def test_any_passphrase_of_its_readers_opens_it_from_a_disk(reader, demo, books, audience):
    page = reader()
    open_book(page, books / "cohort.html", demo.access()["causeway"][audience].replace("-", " "))
    assert page.inner_text("h1") == "The Causeway Table"
    until(page, "[...document.images].every(i => i.naturalWidth > 0)")
    assert page.eval_on_selector_all("img", "all => all.length") > 50
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.is_visible("#printed") is (audience == "member:mara")
    assert page.faults == []
    assert [address for address in page.requests if not address.startswith(("data:", "file:", "blob:"))] == []


def test_a_wrong_passphrase_gets_another_chance_and_a_sponsor_s_is_one(reader, demo, books):
    words = demo.access()["causeway"]
    page = reader()
    page.goto((books / "cohort.html").as_uri())
    for typed in ("not the right words at all", words["sponsors"]):
        page.fill("#passphrase", typed)
        page.click("#unlock button[type=submit]")
        until(page, "document.querySelector('#message').textContent.includes('does not open this book')")
    page.fill("#passphrase", words["members"])
    page.click("#unlock button[type=submit]")
    page.wait_for_selector("html[data-state=open]")


def test_a_book_speaks_its_cohort_s_language_before_it_is_opened_and_after(reader, portal):
    from portalgen.words import words

    site = portal({"content/table/cohort.yaml": "title: T\nlocale: ar\n", "content/table/plan.md": "# Plan\n\nText.\n"})
    site.build()
    assert site.run("book", "--cohort", "table", "--to", site.root / "book.html").returncode == 0
    page = reader()
    page.goto((site.root / "book.html").as_uri())
    page.fill("#passphrase", "not the right words at all")
    page.click("#unlock button[type=submit]")
    until(page, "document.querySelector('#message').textContent.length > 9")
    assert page.inner_text("#message") in words("ar").values()
    assert page.get_attribute("html", "dir") == "rtl"
    page.fill("#passphrase", site.access()["table"]["members"])
    page.click("#unlock button[type=submit]")
    page.wait_for_selector("html[data-state=open]")
    assert page.get_attribute("html", "dir") == "rtl"


def test_a_damaged_book_stays_closed(reader, demo, books, tmp_path):
    text = (books / "session.html").read_text("utf-8")
    at = text.index('VariableName": "') + 2_000
    (tmp_path / "hurt.html").write_text(text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :], "utf-8")
    page = reader()
    page.goto((tmp_path / "hurt.html").as_uri())
    page.fill("#passphrase", demo.access()["causeway"]["members"])
    page.click("#unlock button[type=submit]")
    until(page, "document.querySelector('#message').textContent.includes('damaged')")
    assert page.get_attribute("html", "data-state") == "refused"


def test_documents_are_saved_under_their_own_name(reader, demo, books):
    page = reader()
    open_book(page, books / "session.html", demo.access()["causeway"]["members"])
    for link in ('.item a[href="#d1"]', '#documents a[download="cost-of-stopping.pdf"]'):
        with page.expect_download() as download:
            page.click(f"{link} >> nth=0")
        assert download.value.suggested_filename
        content = download.value.path().read_bytes()
    assert content.startswith(b"%PDF") and b"Moorhouse" not in content
    assert page.faults == []


def test_links_lead_inside_and_lock_now_closes_it(reader, demo, books):
    page = reader()
    open_book(page, books / "cohort.html", demo.access()["causeway"]["members"])
    page.click("#contents a >> text=Charter")
    assert re.search(r"#n1-\d$", page.url)
    until(page, "Math.abs(document.querySelector(location.hash).getBoundingClientRect().top) < 200")
    page.click("[data-action=lock]")
    page.wait_for_selector("html[data-state=locked] #unlock")
    assert "Causeway" not in page.content()


@pytest.mark.parametrize("width", [320, 768])
def test_it_reads_on_small_screens(reader, demo, books, width):
    page = reader(viewport={"width": width, "height": 700})
    open_book(page, books / "cohort.html", demo.access()["causeway"]["members"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("paper", "size"), [("A4", "595.92 x 842.88"), ("Letter", "612 x 792")])
def test_it_prints_with_numbers_heads_and_the_reader_s_name(reader, demo, books, tmp_path, paper, size):
    page = reader()
    open_book(page, books / "session.html", demo.access()["causeway"]["member:mara"])
    page.pdf(path=tmp_path / "book.pdf", format=paper, outline=True, tagged=True)
    told = subprocess.run(["pdfinfo", tmp_path / "book.pdf"], capture_output=True, text=True, check=True).stdout
    assert size in told
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "book.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    sheets = text.split("\f")[:-1]
    assert len(sheets) == int(re.search(r"Pages:\s+(\d+)", told).group(1)) > 8
    assert "Confidential. Please keep" in sheets[0] and f"1 / {len(sheets)}" not in sheets[0]
    for number, sheet in enumerate(sheets[1:], start=2):
        lines = [line.strip() for line in sheet.strip().splitlines()]
        assert lines[0].startswith("Confidential"), number
        assert re.fullmatch(rf"Printed for Mara Okonjo-Vance\s+{number} / {len(sheets)}", lines[-1]), lines[-1]
    assert any(re.match(r"\s*Confidential\s+2 Agenda: From peer to boss", sheet) for sheet in sheets)


def test_a_shared_passphrase_prints_no_name(reader, demo, books, tmp_path):
    page = reader()
    open_book(page, books / "session.html", demo.access()["causeway"]["members"])
    page.pdf(path=tmp_path / "book.pdf", format="A4")
    text = subprocess.run(["pdftotext", tmp_path / "book.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Printed for" not in text and "Confidential" in text
