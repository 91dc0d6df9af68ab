"""Chromium behind a real nginx, over https, with the lines that `portalgen hosts show nginx` writes."""

import pytest
from real_servers import live, nginx

from .conftest import unlock, until


@pytest.mark.parametrize("path", ["/", "/clubs/harbor/"])
def test_a_site_is_read_at_the_root_of_a_host_and_in_a_folder(demo, reader, tmp_path, path):
    with live(nginx, tmp_path, demo.output("causeway"), path) as where:
        page = reader(ignore_https_errors=True)
        page.goto(where.address)
        unlock(page, demo.access()["causeway"]["members"])
        until(page, "[...document.images].every(image => image.dataset.state === 'shown')")
        page.goto(f"{where.address}nothing-of-ours.html")
        assert page.text_content("h1") == "There is nothing here"
        assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "576px", (
            "its style is let in"
        )
        page.go_back()
        page.wait_for_selector("html[data-state=open]")
        assert [fault for fault in page.faults if "404" not in fault] == []
        assert all(address.startswith((where.address, "blob:", "data:")) for address in page.requests)
