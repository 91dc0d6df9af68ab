"""A reader in the middle of an upload, behind nginx: after every file, each page is the old one or the new one."""

import os

from conftest import PORTAL_YAML, new_portal

from portalgen.publish import folder

from .conftest import nginx, unlock

FILES = {
    "portal.yaml": PORTAL_YAML + "publish:\n  table: {to: folder, path: www}\n",
    "content/table/plan.md": "# The plan\n\nThe old plan. ![The old chart](chart.png)\n",
}
CHANGED = {
    "content/table/plan.md": "# The plan\n\nThe new plan, and [a third](third.md). ![The new chart](chart.png)\n",
    "content/table/third.md": "# A third page\n\nNobody saw this before.\n",
}


def test_after_every_file_of_an_upload_a_reader_finds_the_old_page_or_the_new_one(reader, tmp_path, monkeypatch):
    from test_leaks import picture

    site = new_portal(tmp_path, FILES | {"content/table/chart.png": picture()})
    assert site.run("publish").returncode == 0
    www, word = site.root / "www", site.access()["table"]["members"]
    before = {path.name for path in www.rglob("*.html")}
    [plan] = [name for name, text in site.plain_pages().items() if "The old plan" in text]
    site.write(CHANGED)
    seen, sent = [], []

    def look(page, address, name):
        page.goto(address + name)
        page.wait_for_selector("html[data-state=open], html[data-state=refused]")
        assert page.evaluate("document.documentElement.dataset.state") == "open", (sent, name)
        assert page.locator("#notice").is_hidden(), sent
        return page.inner_text("main")

    with nginx(www, tmp_path) as address:
        inside = reader()
        inside.goto(address)
        unlock(inside, word)
        replace = os.replace

        def replace_and_look(source, target):
            replace(source, target)
            sent.append(target.name)
            seen.append("new plan" in look(inside, address, plan))
            look(inside, address, inside.locator(".brand a, a[rel=home], .top a").first.get_attribute("href"))
            for name in {path.name for path in www.rglob("????????????????.html")} - before:
                assert "Nobody saw this before" in look(inside, address, name)
            if len(sent) % 4 == 0:
                stranger = reader()
                stranger.goto(address)
                unlock(stranger, word)

        class Watched:
            replace = staticmethod(replace_and_look)
            utime = os.utime

        monkeypatch.setattr(folder, "os", Watched)
        told = site.run("publish", "--as-of", "2026-11-25")
        assert told.returncode == 0, told.stderr.decode()
        assert len(sent) > 8 and sent[0] == "state.txt" and sent[-1] == "state.txt"
        assert seen == sorted(seen) and {False, True} == set(seen), "the old plan until one moment, then the new one"
        assert inside.faults == []
