"""The book: one sealed file that stock StatiCrypt opens, with what its audience reads and not a word more."""

import html
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from portalgen.crypto.keyring import extract_keyring, open_slot
from portalgen.crypto.staticrypt import extract, hash_passphrase, open_page

ROOT = Path(__file__).resolve().parent.parent
STATICRYPT = ROOT / "node_modules" / ".bin" / "staticrypt"


def bind(site, tmp_path, *args, name="book.html", **more):
    return tmp_path / name, site.told("book", "--to", tmp_path / name, *args, **more)


def plain(site, file, audience="members", cohort="causeway"):
    message, salt = extract(file.read_text("utf-8"))
    return open_page(hash_passphrase(site.access()[cohort][audience], salt), message).decode()


class Anchors(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.ids, self.inward, self.outward, self.loaded = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids += [attrs["id"]] if "id" in attrs else []
        href = attrs.get("href", "")
        (self.inward if href.startswith("#") else self.outward).append(href) if href else None
        self.loaded += [attrs["src"]] if "src" in attrs else []


@pytest.fixture(scope="module")
def cohort_book(demo, tmp_path_factory):
    file, told = bind(demo, tmp_path_factory.mktemp("book"), "--cohort", "causeway")
    return file, told, plain(demo, file)


@pytest.mark.parametrize("audience", ["members", "sponsors"])
def test_stock_staticrypt_gives_back_the_plaintext_byte_for_byte(demo, tmp_path, audience):
    file, _ = bind(demo, tmp_path, "--cohort", "causeway", "--audience", audience)
    message, salt = extract(file.read_text("utf-8"))
    passphrase = demo.access()["causeway"][audience]
    command = [
        STATICRYPT,
        file,
        "--decrypt",
        "-p",
        passphrase,
        "--salt",
        salt,
        "-d",
        tmp_path / "plain",
        "--config",
        "false",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "plain" / file.name).read_bytes() == open_page(hash_passphrase(passphrase, salt), message)


def test_every_link_leads_to_a_place_in_the_book_or_to_the_world(cohort_book):
    body = cohort_book[2].split("</style>", 1)[1]
    anchors = Anchors(body)
    assert len(anchors.ids) == len(set(anchors.ids)) > 100
    assert set(anchors.inward) <= {f"#{name}" for name in anchors.ids}
    assert len(anchors.inward) > 200
    assert {href.split(":")[0] for href in anchors.outward} <= {"https", "mailto", "tel", "data"}
    assert anchors.loaded and all(src.startswith("data:image/webp;base64,") for src in anchors.loaded)
    assert not re.search(
        r"[a-z2-7]{16}\.(?:html|bin)|data-object|<script|<button[^>]*data-action=\"(?!print|lock)", body
    )


def test_the_chapters_of_a_cohort_come_in_their_order(cohort_book):
    titles = re.findall(
        r'<section class="chapter" id="n\d+">\s*(?:<section[^>]*>\s*)?<h2><span class="number">(\d+)</span> ([^<]+)</h2>',
        cohort_book[2],
    )
    order = [title for _, title in titles]
    expected = ["Welcome", "Members", "Starting again", "The deputy", "Half-time", "From peer to boss", "Questions", "Commitments", "News",
                "Kept for reference", "For the door"]  # fmt: skip
    assert [title for title in order if title in expected] == expected
    assert "Run sheet:" not in cohort_book[2]
    assert cohort_book[1]["pages"] > 60 and cohort_book[1]["documents"] >= 3


def test_the_chapters_of_a_session_are_its_papers_in_packet_order(demo, tmp_path):
    file, _ = bind(demo, tmp_path, "--cohort", "causeway", "--session", "s5", "--run-sheet")
    book = plain(demo, file)
    contents = re.search(r'<nav class="contents".*?</nav>', book, re.S).group(0)
    found = re.findall(r'<span class="number">(\d+)</span> ([^<]+)</a>', contents)
    assert [title for _, title in found] == [
        "From peer to boss", "Agenda: From peer to boss", "Run sheet: From peer to boss", "Abel: eight answers", "The cost of stopping",
        "The room you already sit in", "Plant safety sheet"]  # fmt: skip
    assert [number for number, _ in found] == list("1234567")
    assert '<p class="lead">From peer to boss<br>Thu 10 December 2026</p>' in book
    assert "As of Tue 24 November 2026" in book
    assert "Readable by the 11 members and the conveners." in book
    assert 'download="cost-of-stopping.pdf"' in book


def test_a_link_to_a_page_outside_of_the_book_is_plain_text(demo, tmp_path):
    file, _ = bind(demo, tmp_path, "--cohort", "causeway", "--session", "s5")
    book = plain(demo, file)
    assert "Mara Okonjo-Vance</span>" in book
    anchors = Anchors(book)
    assert set(anchors.inward) <= {f"#{name}" for name in anchors.ids}


def test_its_keyring_opens_this_book_and_nothing_else(demo, tmp_path):
    words = demo.access()["causeway"]
    file, _ = bind(demo, tmp_path, "--cohort", "causeway")
    message, salt = extract(file.read_text("utf-8"))
    keyring = extract_keyring(file.read_text("utf-8"))
    for audience, opens in {
        "members": True,
        "conveners": True,
        "member:mara": True,
        "sponsors": False,
        "logistics": False,
    }.items():
        slot = open_slot(keyring, hash_passphrase(words[audience], salt))
        assert (slot is not None) is opens, audience
        if slot:
            assert list(slot.audiences) == ["members"] and slot.maps == {}
            assert open_page(slot.audiences["members"], message)


def test_names_for_prints_stand_only_in_books_of_those_who_read_them_anyway(demo, tmp_path):
    members = plain(demo, bind(demo, tmp_path, "--cohort", "causeway")[0])
    names = json.loads(re.search(r'data-names="([^"]*)"', members).group(1).replace("&#34;", '"'))
    assert names["member:mara"] == "Mara Okonjo-Vance"
    for audience in ("sponsors", "logistics"):
        book = plain(demo, bind(demo, tmp_path, "--cohort", "causeway", "--audience", audience)[0], audience)
        assert 'data-names="{}"' in book
        assert "Okonjo" not in book


def test_a_personal_book_holds_what_is_that_reader_s_alone(demo, tmp_path):
    file, _ = bind(demo, tmp_path, "--cohort", "causeway", "--audience", "member:mara")
    book = plain(demo, file, "member:mara")
    assert "Readable by Mara Okonjo-Vance and nobody else." in book
    assert 'data-family="personal"' in book and 'data-family="charter"' in book
    words, keyring = demo.access()["causeway"], extract_keyring(file.read_text("utf-8"))
    salt = extract(file.read_text("utf-8"))[1]
    assert open_slot(keyring, hash_passphrase(words["conveners"], salt)) is None


def test_nothing_but_the_codename_stands_in_the_clear(demo, cohort_book):
    text = cohort_book[0].read_text("utf-8")
    clear = re.sub(
        r'"staticryptEncryptedMsgUniqueVariableName": "[0-9a-f]+"|"slots":\[[^\]]*\]', "", html.unescape(text)
    )
    assert "Harbor lunch" in clear
    for word in ("Causeway", "Okonjo", "Bridgewright", "From peer to boss", "Fennick", "2026"):
        assert word not in clear, word
    assert "connect-src 'none'" in clear and "'unsafe" not in clear
    assert not re.search(r'(?:src|href)="(?!data:)', clear)


def test_it_is_the_owner_s_alone_and_never_lies_in_the_output_folder(demo, tmp_path):
    file, _ = bind(demo, tmp_path, "--cohort", "causeway", "--session", "s5")
    assert file.stat().st_mode & 0o777 == 0o600
    told = demo.run("book", "--cohort", "causeway", "--to", demo.output("causeway") / "book.html")
    assert told.returncode == 2 and b"which is published" in told.stderr


def test_its_own_name_tells_the_codename_and_never_costs_an_older_book(portal):
    site = portal(
        {
            "content/table/cohort.yaml": "title: The Test Table\ncodename: Quiet lunch\n",
            "content/table/index.md": "# Hello\n",
        }
    )
    site.build()
    for name in ("quiet-lunch-2026-11-24.html", "quiet-lunch-2026-11-24-2.html"):
        assert site.run("book").returncode == 0
        assert (site.root / name).is_file()


def test_the_same_content_gives_the_same_book(demo, tmp_path):
    first, _ = bind(demo, tmp_path, "--cohort", "causeway", name="first.html")
    again, _ = bind(demo, tmp_path, "--cohort", "causeway", name="again.html")
    assert first.read_bytes() == again.read_bytes()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "a book is of one cohort"),
        (("--cohort", "causeway", "--session", "s9"), 'no session "s9"'),
        (("--cohort", "causeway", "--audience", "member:nobody"), "no key for member:nobody"),
        (("--cohort", "causeway", "--session", "s5", "--audience", "logistics"), "nothing of it is for logistics"),
    ],
)
def test_what_cannot_be_bound_is_told(demo, args, said):
    told = demo.run("book", *args)
    assert told.returncode == 2
    assert said in told.stderr.decode()


def test_a_word_that_is_watched_stops_a_book_as_it_stops_a_build(portal):
    site = portal({"content/table/index.md": "# Hello\n"})
    site.build()
    site.write({"content/table/cohort.yaml": "title: The Test Table\nwatchlist: [{term: Project Heron, only: conveners}]\n",
                "content/table/page.md": "# A page\n\nAbout Project Heron.\n"})  # fmt: skip
    told = site.run("book")
    assert told.returncode == 3
    assert b"content/table/page.md:3:7" in told.stderr
    assert not list(site.root.glob("*.html"))


def test_a_title_cannot_break_out_of_the_running_heads():
    from portalgen.book.heads import page_rules

    rules = page_rules([("n1", '"} </style> \\ 田')], confidential="C")
    assert r'@page n1 { @top-right { content: "\22 \7d  \3c \2f style\3e  \5c  田" } }' in rules
