"""Nothing of the content reaches a host: canaries in every field, searched in every form in every byte and name."""

import base64
import html
import re
import urllib.parse
import zlib

import pytest

WORD = "Zanzibarquux"
CANARY_PORTAL = {
    "portal.yaml": (
        f"name: {WORD}01 Tables\nconvener:\n  org: {WORD}02\n  contacts: [{{name: {WORD}03, phone: {WORD}04}}]\n"
        f"timezone: America/New_York\nas_of: 2026-11-24\n"
        f"sponsors: [{{id: spon, name: {WORD}05, provides: {WORD}06, disclosure: {WORD}07, sees: [{WORD}08]}}]\n"
    ),
    "content/table/cohort.yaml": (
        f"title: {WORD}09\ncodename: Quiet lunch\npurpose: {WORD}10\nchair: ada\nsponsors: [spon]\n"
        f"members:\n- person: ada\n- person: ben\nnorms: [{WORD}11]\n# {WORD}12 a comment\n"
        f"calendar: [{{date: 2027-03-01, label: {WORD}13}}]\nlexicon: [{{term: {WORD}14, meaning: {WORD}15}}]\n"
    ),
    "content/people/ada.md": (
        f"---\nname: Ada {WORD}16\nrole: {WORD}17\ncompany: {WORD}18\ncity: {WORD}19\nask_me_about: [{WORD}20]\n"
        f"photo_consent: true\nphoto_alt: {WORD}21\ncontact: {{email: {{value: {WORD}22@example.com, share: members}}}}\n"
        f"dietary: {WORD}23\n---\n{WORD}24 bio\n"
    ),
    "content/people/ben.md": f"---\nname: Ben {WORD}25\n---\nHi\n",
    "content/table/charter.md": f"---\nshort: {WORD}26\n---\n## {WORD}27\n\nText {WORD}28\n",
    "content/table/commitments.yaml": (
        f"commitments:\n- {{id: c1, who: ada, text: {WORD}29, made_in: s1, belief: {WORD}30}}\n"
    ),
    "content/table/topics/open.md": f"---\ntitle: {WORD}31?\nstate: exploring\n---\n{WORD}32\n",
    "content/table/news/2026-11-20-news.md": f"---\ntitle: {WORD}33\n---\n{WORD}34\n",
    "content/table/sessions/one/session.md": (
        f"---\nid: s1\ntitle: {WORD}35\nstart: 2026-12-10 12:30\nstatus: notes\npurpose: {WORD}36\n"
        f"logistics: {{venue: {WORD}37, address: [{WORD}38], dress: {WORD}39}}\n"
        f"agenda:\n- {{title: {WORD}40, kind: open, minutes: 10, owner: ada, purpose: {WORD}41}}\n---\n{WORD}42 @ben\n"
    ),
    "content/table/sessions/one/notes.md": (
        f"---\nthemes: [{{title: {WORD}43, body: {WORD}44}}]\nchair_notes: {WORD}45\n"
        f"sponsor_summary: {{text: {WORD}46, cleared_by: X, cleared_on: 2026-11-20}}\n---\n{WORD}47 ![{WORD}48]({WORD}-pic.png)\n"
    ),
    "content/table/sessions/one/prereads/paper.md": (
        f"---\ntitle: {WORD}49\nneed: must\nwhy_you: {WORD}50\nattachment: {WORD}-paper.txt\n---\n{WORD}51\n"
    ),
    f"content/table/sessions/one/prereads/{WORD}-paper.txt": f"{WORD}52 text",
    f"content/table/{WORD}-page.md": f"# {WORD}53\n\n<b>{WORD}54</b> <!-- {WORD}55 -->\n",
    "content/table/draft.md": f"---\nexpires: 2026-01-01\n---\n# {WORD}56\n",
}  # fmt: skip


def picture():
    from io import BytesIO

    from PIL import Image, PngImagePlugin

    info = PngImagePlugin.PngInfo()
    info.add_text("Author", f"{WORD}57")
    stream = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(stream, "PNG", pnginfo=info)
    return stream.getvalue()


def photo():
    from io import BytesIO

    from PIL import Image

    taken = Image.new("RGB", (80, 80), "olive")
    exif = taken.getexif()
    exif[0x013B] = f"{WORD}58"
    stream = BytesIO()
    taken.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def forms(word):
    """Return the byte forms in which a word could hide."""
    raw = word.encode()
    shifted = [base64.b64encode(b"\0" * offset + raw)[(0, 2, 3)[offset] : -4] for offset in range(3)]
    return [raw, raw.lower(), raw.upper(), word.encode("utf-16-le"), word.encode("utf-16-be"), raw.hex().encode(),
            raw.hex().upper().encode(), urllib.parse.quote(word).encode(), html.escape(word).encode(),
            "".join(f"&#{ord(letter)};" for letter in word).encode(), *shifted]  # fmt: skip


def unpacked(content):
    """Yield the content, and whatever deflate or gzip streams are inside it."""
    yield content
    for start in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", content)):
        engine = zlib.decompressobj(31 if content[start] == 0x1F else 15)
        try:
            yield engine.decompress(content[start : start + 1_000_000])
        except zlib.error:
            continue


def leaks(folder, words):
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        found += [f"name {name}: {word}" for word in words if word.lower() in name.lower()]
        if path.is_file():
            content = path.read_bytes()
            for part in unpacked(content):
                found += [f"{name}: {form[:20]!r}" for word in words for form in forms(word) if form in part]
    return found


@pytest.fixture
def canary_site(portal):
    site = portal(
        {**CANARY_PORTAL, f"content/table/sessions/one/{WORD}-pic.png": picture(), "content/people/ada.jpg": photo()}
    )
    site.build()
    return site


def test_no_canary_is_in_any_byte_or_name_of_the_output(canary_site):
    words = (WORD, str(canary_site.root), canary_site.root.parent.name, "2026-12-10", "Quux16")
    assert len(list(canary_site.output().rglob("*"))) > 15
    assert leaks(canary_site.root / "output", words) == []
    assert "Quiet lunch" in (canary_site.output() / "index.html").read_text()


def test_every_canary_that_members_may_read_is_in_their_pages(canary_site):
    """The positive half: the search above would find these words, were they in the clear."""
    text = "".join(canary_site.plain_pages().values())
    for number in (9, 10, 11, 16, 17, 18, 20, 24, 26, 28, 29, 31, 33, 35, 36, 37, 40, 42, 43, 47, 49, 50, 51, 53, 54):
        assert f"{WORD}{number:02}" in text, number
    for number in (12, 23, 45, 55, 56):
        assert f"{WORD}{number:02}" not in text, number


def test_each_audience_reads_only_what_is_theirs(canary_site):
    def seen(audience):
        text = "".join(canary_site.plain_pages(audience=audience).values())
        return {int(number) for number in re.findall(WORD + r"(\d\d)", text)}

    assert {37, 38, 39} <= seen("logistics") <= {1, 3, 4, 13, 37, 38, 39}
    assert {5, 8, 46} <= seen("sponsors") <= {1, 3, 4, 5, 6, 7, 8, 9, 10, 46}
    assert {23, 45} <= seen("conveners")
    assert not {23, 45} & seen("members")


def test_pictures_and_documents_lose_their_metadata(canary_site, tmp_path):
    passphrase = canary_site.access()["table"]["conveners"]
    opened = 0
    for path in canary_site.output().glob("o/*.bin"):
        told = canary_site.run("open", path, "--passphrase-env", "PASS", env={"PASS": passphrase})
        assert told.returncode == 0, told.stderr.decode()
        if told.stdout[:4] == b"RIFF":
            opened += 1
            assert f"{WORD}57".encode() not in told.stdout and f"{WORD}58".encode() not in told.stdout
    assert opened >= 2


@pytest.mark.parametrize("hide", [lambda word: word.encode(), lambda word: word.lower().encode(), lambda word: word.encode("utf-16-le"),
    lambda word: word.encode().hex().encode(), lambda word: base64.b64encode(b"ab" + word.encode() + b"c"),
    lambda word: zlib.compress(b"x" * 50 + word.encode())])  # fmt: skip
def test_a_leak_of_each_kind_would_be_found(tmp_path, hide):
    (tmp_path / "page.html").write_bytes(b"some bytes before " + hide(WORD) + b" and after")
    assert leaks(tmp_path, [WORD])
