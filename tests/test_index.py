"""The search index of an audience: what was drawn for it and nothing else, sealed for it, the same bytes each time."""

import json
import re
import zipfile
import zlib
from io import BytesIO

import pytest
from test_leaks import CANARY_PORTAL, WORD, photo, picture

from portalgen.access.file import read_vault
from portalgen.crypto.ids import index_ids
from portalgen.crypto.objects import open_object
from portalgen.files.words import said_in, words_of
from portalgen.index.entries import document_entry, entry, page_entry
from portalgen.index.parts import in_order, parts_of
from portalgen.index.text import said

CHATHAM = {
    "content/people/ada.md": "---\nname: Ada Lindqvist\n---\nI keep bees.\n",
    "content/people/ben.md": "---\nname: Ben Okafor\n---\nI keep time.\n",
    "content/table/cohort.yaml": "title: The Test Table\nchair: ada\nmembers: [{person: ada}, {person: ben}]\n",
    "content/table/sessions/one/session.md": (
        "---\nid: s1\ntitle: A first evening\nstart: 2026-01-10 12:30\nstatus: notes\nattribution: chatham\n---\nCome.\n"
    ),
    "content/table/sessions/one/notes.md": "Then @ben said a whimsical thing about @ada.\n",
}


def indexes(site, cohort="table"):
    """Return the entries that each audience of a built site can search."""
    own = read_vault(site.root / "portal.vault", site.passphrase).cohorts[cohort]
    found = {}
    for audience, secret in own.audiences.items():
        parts = []
        for address in index_ids(secret.key):
            path = site.output(cohort) / "o" / f"{address}.bin"
            if not path.is_file():
                break
            opened = open_object(secret.key, path.read_bytes(), cohort=cohort, audience=audience, object_id=address)
            assert (opened.name, opened.media_type) == ("index", "application/vnd.portalgen.index")
            parts.append(json.loads(zlib.decompress(opened.content, wbits=-15)))
        assert {part["parts"] for part in parts} <= {len(parts)}
        if parts:
            found[audience] = [entry for part in parts for entry in part["entries"]]
    return found


def told(entries):
    return json.dumps(entries, ensure_ascii=False)


def test_an_index_holds_the_words_of_its_own_audience_and_of_no_other(portal):
    site = portal(
        {**CANARY_PORTAL, f"content/table/sessions/one/{WORD}-pic.png": picture(), "content/people/ada.jpg": photo()}
    )
    site.build()
    found = indexes(site)
    assert {"members", "conveners", "sponsors", "logistics"} <= found.keys()
    for audience, entries in found.items():
        numbers = set(re.findall(WORD + r"(\d\d)", told(entries)))
        pages = "".join(site.plain_pages(audience=audience).values())
        assert numbers - {"52"} <= set(re.findall(WORD + r"(\d\d)", pages)), audience  # 52 stands in a document
    members = told(found["members"])
    for number in (9, 10, 16, 17, 24, 28, 31, 35, 43, 47, 49, 51, 52, 53):
        assert f"{WORD}{number:02}" in members, number
    for number in (12, 23, 45, 46, 55, 56, 57, 58):
        assert f"{WORD}{number:02}" not in members, number
    assert f"{WORD}45" in told(found["conveners"])
    assert not re.search(WORD + "(35|43|47|51|52)", told([found["sponsors"], found["logistics"]]))


def test_notes_of_a_closed_room_are_found_without_the_names_in_it(portal):
    site = portal(CHATHAM)
    site.build()
    notes = [entry for entry in indexes(site)["members"] if "whimsical" in entry[3]]
    assert [entry[0] for entry in notes] == ["notes"]
    assert not re.search("Ben|Okafor|Ada|Lindqvist", told(notes))


def test_every_result_leads_to_a_page_that_its_readers_open(demo):
    kinds = set()
    for audience, entries in indexes(demo, "causeway").items():
        pages = demo.plain_pages("causeway", audience if audience != "logistics" else "members")
        for kind, href, title, text, within in entries:
            assert href in pages and title and text
            assert bool(within) is (kind == "document")
            kinds.add(kind)
    assert {"session", "agenda", "notes", "preread", "person", "topic", "news", "charter", "document"} <= kinds


def test_documents_are_found_at_the_page_that_is_about_them(demo):
    entries = indexes(demo, "causeway")["members"]
    documents = {title: (within, text) for kind, _, title, text, within in entries if kind == "document"}
    assert documents.keys() == {"cost-of-stopping.pdf", "plant-safety-sheet.pdf", "venue-checklist.docx"}
    within, text = documents["plant-safety-sheet.pdf"]
    assert within == "Plant safety sheet" and "minus twenty degrees" in text
    assert "Steel" not in within and "Photo ID for the gate" in documents["venue-checklist.docx"][1]


def test_an_index_stands_on_the_list_of_its_audience_and_keeps_its_bytes(portal):
    site = portal({"content/table/page.md": "# A page\n\nHello.\n"})
    site.build()
    first = {path.name: path.read_bytes() for path in site.output().glob("o/*.bin")}
    site.build()
    assert {path.name: path.read_bytes() for path in site.output().glob("o/*.bin")} == first
    assert site.run("audit").returncode == 0  # it opens every listed file, the index too


def test_a_reader_to_whom_nothing_is_written_finds_only_that(portal):
    site = portal(CHATHAM)
    assert site.run("access", "add", "ben").returncode == 0
    site.build()
    (found,) = indexes(site)["member:ben"]
    assert "Nothing is written for you alone" in found[3]


PAGE = """<body><header><nav>Sessions</nav></header><main id="content">
<p id="notice" role="status" hidden></p><h1>The title</h1><p class="readable" data-search="no">Readable by</p>
<p>A <b>bo</b>ld word&nbsp;&amp; a sh\u00ady one.</p><p><a href="x"><bdi>Mara</bdi></a>: <q>yes</q>, she said.</p><p><a href="x">One</a><a href="y">Two</a></p>
<nav aria-label="more">Earlier</nav><ul><li>three</li><li>four</li></ul><span aria-hidden="true">AB</span></main>
<dialog>Search everything</dialog></body>"""


def test_a_page_says_what_stands_in_its_main_part_and_not_how_to_get_about():
    assert said(PAGE) == "A bold word & a shy one. Mara: yes, she said. One Two three four"


def test_a_page_without_a_main_part_says_nothing():
    assert said("<p>lost</p>") == ""


def test_a_document_that_no_page_shows_or_that_says_nothing_is_not_found():
    shown = '<main><p>x</p><a class="do" data-object="o/aaaaaaaaaaaaaaaa.bin">Open</a></main>'
    page = page_entry("page", "bbbbbbbbbbbbbbbb.html", "P", shown)
    lost = document_entry("o/cccccccccccccccc.bin", "lost.txt", "lost")
    empty = document_entry("o/aaaaaaaaaaaaaaaa.bin", "scan.pdf", "")
    assert in_order([page, lost, empty]) == (page,)
    assert (page.kind, page.href, page.title, page.text) == ("page", "bbbbbbbbbbbbbbbb.html", "P", "x Open")
    assert parts_of([lost]) == ()


def test_a_document_shown_on_two_pages_is_found_at_the_one_with_fewer_documents():
    link = '<a data-object="o/{}.bin">Open</a>'
    both = "<main>" + link.format("a" * 16) + link.format("c" * 16) + "</main>"
    entries = [
        page_entry("resources", "b" * 16 + ".html", "All papers", both),
        page_entry("preread", "d" * 16 + ".html", "The paper", f"<main>{link.format('a' * 16)}</main>"),
        document_entry(f"o/{'a' * 16}.bin", "paper.pdf", "words"),
    ]
    assert in_order(entries)[-1] == entry("document", "d" * 16 + ".html", "paper.pdf", "words", "The paper")


def office(parts):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "parts", "expected"),
    [
        ("wordprocessingml.document", {"word/document.xml": "<w:p>One</w:p><w:p>two</w:p>", "word/styles.xml": "<s>Heading</s>"}, "One two"),
        ("presentationml.presentation", {"ppt/slides/slide10.xml": "<a:p>last</a:p>", "ppt/slides/slide9.xml": "<a:p>first</a:p>", "ppt/theme/theme1.xml": "<t>Office</t>"}, "first last"),
        ("spreadsheetml.sheet", {"xl/sharedStrings.xml": "<si><t>Cost</t></si><si><t>Gain</t></si>", "xl/styles.xml": "<s>Calibri</s>"}, "Cost Gain"),
    ],
)  # fmt: skip
def test_an_office_file_says_its_text_and_not_its_styles(kind, parts, expected):
    media_type, content = f"application/vnd.openxmlformats-officedocument.{kind}", office(parts)
    assert said_in(content, media_type, words_of(content, media_type)).split() == expected.split()


def test_half_a_character_in_a_document_does_not_stop_a_build():
    assert document_entry("o/aaaaaaaaaaaaaaaa.bin", "x.pdf", "one\ud83etwo").text == "one two"
    assert document_entry("o/aaaaaaaaaaaaaaaa.bin", "x.pdf", "x" * 300_000).text == "x" * 200_000
