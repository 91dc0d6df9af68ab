"""Apache, Caddy and nginx of Debian, with the lines that are written for them, do all that a host must do."""

import http.client
import ssl
from urllib.parse import urlsplit

import pytest
from real_servers import apache, caddy, live, nginx

from portalgen.verify.live import Known, verify


def found(where, site, monkeypatch):
    """Return what `verify` finds, told to trust the server's certificate and where it is without https."""
    monkeypatch.setenv("SSL_CERT_FILE", str(where.certificate))
    known = Known("causeway", site, (), lambda content: [], lambda name, content: None)
    return verify(known, where.address, lambda *_: None, plain=where.plain).findings


def ask(where, path="", **headers):
    parts = urlsplit(where.address)
    connection = http.client.HTTPSConnection(parts.netloc, context=ssl.create_default_context(cafile=where.certificate))
    connection.request(
        "GET", parts.path + path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


@pytest.mark.parametrize("path", ["/", "/clubs/harbor/"])
@pytest.mark.parametrize("server", [apache, caddy, nginx], ids=lambda server: server.__name__)
def test_a_server_with_our_lines_does_all_that_a_host_must(demo, tmp_path, monkeypatch, server, path):
    site = demo.output("causeway")
    with live(server, tmp_path, site, path) as where:
        assert found(where, site, monkeypatch) == ()
        answer, _ = ask(where)
        assert answer.headers["Content-Security-Policy"].startswith(
            "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-"
        )
        assert answer.headers["Cache-Control"] == "no-cache"
        answer, _ = ask(where, next(site.glob("assets/*.js")).relative_to(site).as_posix())
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        answer, content = ask(where, "assets/0123456789abcdef.js")
        assert answer.status == 404 and b"There is nothing here" in content
        assert answer.headers["Cache-Control"] == "no-cache", "that it is missing today is not kept"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert ask(where, "o/")[0].status == 404 and ask(where, ".git/HEAD")[0].status == 404


def test_a_browser_that_asks_again_gets_a_changed_page_of_the_same_size(portal, tmp_path):
    site = portal({"content/table/a.md": "# A\n\nOne.\n"})
    site.build()
    before = {path.name: path.read_bytes() for path in site.output().glob("*.html")}
    with live(nginx, tmp_path, site.output(), "/") as where:
        tags = {name: ask(where, name)[0].headers["ETag"] for name in before}
        name = next(iter(before))
        assert ask(where, name, If_None_Match=tags[name])[0].status == 304
        site.write({"content/table/a.md": "# A\n\nTwo.\n"})
        site.build()
        [changed, *_] = [one for one in before if (site.output() / one).read_bytes() != before[one]]
        assert len(before[changed]) == (site.output() / changed).stat().st_size
        answer, content = ask(where, changed, If_None_Match=tags[changed])
        assert answer.status == 200 and content == (site.output() / changed).read_bytes()
