"""Where readers may keep notes of their own, and until which day their devices keep them."""

import re

import pytest

SESSION = "title: Half-time\nid: s1\nnumber: 1\nstart: 2026-12-10 12:30\nend: 2026-12-11 17:00\nstatus: pre-reads\n"
FILES = {
    "content/table/sessions/2026-12-10-half-time/session.md": f"---\n{SESSION}---\nCome.\n",
    "content/table/sessions/2026-12-10-half-time/prereads/paper.md": "---\ntitle: A paper\nneed: must\n---\nRead me.\n",
    "content/table/charter.md": "What is said here stays here.\n",
}


def marks(site):
    """Return what each family of pages says about notes: a day, "" for "until deleted", None for "none here"."""
    found = {}
    for html in site.plain_pages().values():
        body = re.search(r"<body [^>]*>", html).group(0)
        family = re.search(r'data-family="([a-z]+)"', body).group(1)
        told = re.search(r'data-notes="([^"]*)"', body)
        found[family] = told.group(1) if told else None
    return found


@pytest.mark.parametrize(
    ("network", "cohort", "until"),
    [
        ("", "", "2027-01-10"),  # thirty days after the last day
        ("retention: {notes_on_device: 7}\n", "", "2026-12-18"),
        ("retention: {notes_on_device: 7}\n", "retention: {notes_on_device: 60}\n", "2027-02-09"),
        ("", "retention: {notes_on_device: 0}\n", "2026-12-11"),
    ],
)
def test_notes_on_a_session_are_kept_as_long_as_the_convener_says(portal, network, cohort, until):
    site = portal(FILES)
    for name, more in (("portal.yaml", network), ("content/table/cohort.yaml", cohort)):
        path = site.root / name
        path.write_text(path.read_text() + more)
    site.build()
    told = marks(site)
    assert told["preread"] == told["session"] == until
    assert told["charter"] == ""
    assert told["home"] is None and told["sessions"] is None


def test_a_page_for_one_reader_bears_their_name_and_no_other_page_does(portal):
    people = {
        "content/people/ada.md": "---\nname: Ada O'Lind\n---\n",
        "content/people/bo.md": "---\nname: Bo Ek\n---\n",
    }
    site = portal({**FILES, **people})
    (site.root / "content/table/cohort.yaml").write_text("title: T\nmembers: [{person: ada}, {person: bo}]\n")
    commitments = "commitments:\n  - {id: c1, who: ada, text: Write, private: true, made_in: s1}\n"
    site.write({"content/table/commitments.yaml": commitments})
    assert site.run("access", "add", "ada").returncode == 0
    site.build()
    named = [html for html in site.plain_pages(audience="member:ada").values() if "data-reader" in html]
    assert len(named) == 1 and 'data-reader="Ada O&#39;Lind"' in named[0] and 'data-family="personal"' in named[0]
    assert not [html for html in site.plain_pages().values() if "data-reader" in html]
