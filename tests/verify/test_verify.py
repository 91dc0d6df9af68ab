"""`portalgen verify`: a host that does all that it should is praised; each planted fault is found by its own name."""

import gzip
import json
import re
import shutil
import ssl
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from click.testing import CliRunner
from conftest import new_portal
from real_servers import free_port, make_certificate

from portalgen.cli.app import portalgen
from portalgen.cli.judge import Judge
from portalgen.cli.options import Common
from portalgen.errors import UsageError, WorldError
from portalgen.hosts.known import FOR_HOSTS
from portalgen.hosts.rules import HEADERS, TYPES
from portalgen.verify.expected import expected, left
from portalgen.verify.live import Known
from portalgen.verify.live import verify as verify_site

NAME = "Ottoline Vexenbury"
FILES = {
    "content/people/ada.md": f"---\nname: {NAME}\n---\n",
    "content/table/cohort.yaml": "title: The Test Table\ncodename: Tea room\nmembers: [{person: ada}]\n",
    "content/table/plan.md": "# The secret plan\n\nFor members, every word of it, and for nobody else at all.\n",
}
NOWHERE = b"<!doctype html><title>404</title>Not here"


class Host:
    """A host in memory that does all that it should, until a test plants a fault in `files`, `answers` or `headers`."""

    def __init__(self, site):
        self.files = {
            path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
        }
        self.files[""] = self.files.pop("index.html")
        self.missing = (404, {"Content-Type": "text/html"}, self.files.pop("404.html"))
        self.answers = {}  # path -> (status, headers, content)
        self.headers = {header.name: header.value for header in HEADERS}
        self.asked = []

    def one(self, pattern):
        return next(name for name in sorted(self.files) if re.fullmatch(pattern, name))

    def answer(self, path):
        if path in self.answers:
            return self.answers[path]
        if path not in self.files:
            return self.missing
        cache = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
        kind = TYPES.get((path or ".html").rsplit(".", 1)[-1], TYPES["bin"])[0]
        return 200, {"Content-Type": kind, "Cache-Control": cache, **self.headers}, self.files[path]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or every answer waits for an acknowledgement

    def do_GET(self):
        path = self.path.removeprefix(self.server.base)
        self.server.host.asked.append(self.path)
        found = self.server.host.answer(path if self.path.startswith(self.server.base) else f"/{self.path}")
        if found is None:  # hangs up
            self.close_connection = True
            return
        status, headers, content = found
        self.send_response_only(status)
        for name, value in headers.items():
            for one in value if isinstance(value, list) else [value]:
                self.send_header(name, one)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a stranger who does not trust the certificate hangs up


@contextmanager
def serving(host, base="/", folder=None):
    server = Server(("0.0.0.0", 0), Handler)
    server.host, server.base = host, base
    if folder:
        make_certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"localhost:{server.server_address[1]}{base}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """Return a portal that was published, changed, and built again; its `older` site stands beside it."""
    site = new_portal(tmp_path_factory.mktemp("verify"), {**FILES, "content/table/gone.md": "# Soon gone\n\nBye.\n"})
    site.build()
    assert site.run("audit", "--mark-published").returncode == 0
    site.older = site.root.parent / "older"
    shutil.copytree(site.output(), site.older)
    (site.root / "content/table/gone.md").unlink()
    assert site.run("access", "add", "ada").returncode == 0  # another keyring
    site.write(
        {"content/table/plan.md": "# The secret plan\n\nIt has changed since, in a way that nobody foresaw at all.\n"}
    )
    site.build()
    return site


@pytest.fixture
def host(table):
    return Host(table.output())


def known(table, monkeypatch, *, vault=True, sends=True):
    from portalgen.audit.record import read_record

    if vault:
        monkeypatch.setenv("PORTALGEN_VAULT_PASSPHRASE", table.passphrase)
    else:
        monkeypatch.delenv("PORTALGEN_VAULT_PASSPHRASE", raising=False)
    record = read_record(table.root, "table")
    judge = Judge("table", record if vault else None, Common(portal=table.root))
    gone = left(record, expected(table.output()))
    return Known("table", table.output(), gone, judge.search, judge.genuine, sends)


def found(table, host, monkeypatch, *, scheme="http", base="/", plain="", name="localhost", folder=None, **more):
    with serving(host, base, folder) as place:
        address = f"{scheme}://{place.replace('localhost', name)}"
        return verify_site(known(table, monkeypatch, **more), address, lambda *_: None, plain=plain)


def kinds(verdict):
    return {finding.kind for finding in verdict.findings}


@pytest.mark.parametrize("base", ["/", "/clubs/harbor/"])
def test_a_host_that_does_all_that_it_should_is_found_right(table, host, monkeypatch, base):
    verdict = found(table, host, monkeypatch, base=base)
    assert verdict.findings == ()
    assert verdict.files == len(host.files) - len(FOR_HOSTS)
    assert {base + name for name in host.files if name not in FOR_HOSTS} < set(host.asked)


def cut(content):
    """Return a page with one digit of its ciphertext changed."""
    at = content.index(b'VariableName": "') + 2000
    return content[:at] + (b"0" if content[at : at + 1] != b"0" else b"1") + content[at + 1 :]


def changed(table):
    """Return the name of a page that was published otherwise before."""
    return next(
        path.name for path in sorted(table.output().glob("????????????????.html"))
        if (table.older / path.name).is_file() and (table.older / path.name).read_bytes() != path.read_bytes()
    )  # fmt: skip


def changed_object(table):
    return next(
        f"o/{path.name}" for path in sorted(table.output().glob("o/*.bin"))
        if (table.older / "o" / path.name).is_file() and (table.older / "o" / path.name).read_bytes() != path.read_bytes()
    )  # fmt: skip


PAGE, OBJECT, SCRIPT = "[a-z2-7]{16}[.]html", "o/.*", "assets/.*js"


def rewrite(host, name, old, new):
    assert old in host.files[name]
    host.files[name] = host.files[name].replace(old, new)


def say(host, pattern, status=200, content=None, **headers):
    """Let one file be answered otherwise: `content_type="text/html"` is a header; None takes one away."""
    name = host.one(pattern) if pattern else ""
    _, own, mine = host.answer(name)
    own = own | {key.replace("_", "-").title(): value for key, value in headers.items()}
    host.answers[name] = (
        status,
        {key: value for key, value in own.items() if value is not None},
        mine if content is None else content,
    )


def odd_headers(host, **headers):
    for key, value in headers.items():
        name = next(name for name in host.headers if name.lower().replace("-", "_") == key)
        host.headers = (
            {**host.headers, name: value} if value else {one: said for one, said in host.headers.items() if one != name}
        )


def built(table):
    from portalgen.publish.package import generation, read_package

    return generation(read_package("table", table.output(), maps=frozenset(), homes=frozenset()).files)


CSP = next(header.value for header in HEADERS if header.name == "Content-Security-Policy")
FAULTS = {
    "a line is added to the script": ("script", lambda table, host: host.files.update({host.one(SCRIPT): host.files[host.one(SCRIPT)] + b"//"})),
    "the service worker is another": ("script", lambda table, host: host.files.update({"worker.js": b"self.x = 1"})),
    "a script is put into a page": ("injected", lambda table, host: rewrite(host, host.one(PAGE), b"</body>", b"<script src=https://stats.example/a.js></script></body>")),
    "a script is put into the entrance": ("injected", lambda table, host: rewrite(host, "", b"<head>", b"<head><SCRIPT>alert(1)</SCRIPT>")),
    "the script of a page is another": ("injected", lambda table, host: rewrite(host, host.one(PAGE), b'src="assets/', b'src="https://stats.example/')),
    "a digit of the ciphertext is another": ("altered", lambda table, host: host.files.update({host.one(PAGE): cut(host.files[host.one(PAGE)])})),
    "an object is cut": ("altered", lambda table, host: host.files.update({host.one(OBJECT): host.files[host.one(OBJECT)][:-1]})),
    "the keyring is another": ("altered", lambda table, host: rewrite(host, "", b'"slots":["', b'"slots":["AAAA')),
    "two pages are exchanged": ("altered", lambda table, host: host.files.update({changed(table): host.files[next(name for name in host.files if re.fullmatch(PAGE, name) and name != changed(table))]})),
    "a page is an older one": ("older", lambda table, host: host.files.update({changed(table): (table.older / changed(table)).read_bytes()})),
    "an object is an older one": ("older", lambda table, host: host.files.update({changed_object(table): (table.older / changed_object(table)).read_bytes()})),
    "the entrance is an older one": ("older", lambda table, host: host.files.update({"": (table.older / "index.html").read_bytes()})),
    "a page is minified on the way": ("rewritten", lambda table, host: rewrite(host, host.one(PAGE), b"\n<", b"<")),
    "the style sheet is another": ("unlikely", lambda table, host: host.files.update({host.one("assets/.*css"): b"body{}"})),
    "robots.txt invites": ("unlikely", lambda table, host: host.files.update({"robots.txt": b"User-agent: *\nAllow: /\n"})),
    "a page is not there": ("missing", lambda table, host: host.files.pop(host.one(PAGE))),
    "an object is not there": ("missing", lambda table, host: host.files.pop(host.one(OBJECT))),
    "a file is refused": ("refused", lambda table, host: say(host, OBJECT, 403)),
    "the host fails at a file": ("refused", lambda table, host: say(host, OBJECT, 503)),
    "a file leads elsewhere": ("elsewhere", lambda table, host: say(host, PAGE, 302, location="https://other.example/")),
    "the host hangs up": ("silent", lambda table, host: host.answers.update({host.one(OBJECT): None})),
    "a file cannot be unpacked": ("garbled", lambda table, host: say(host, OBJECT, content_encoding="gzip")),
    "a file is packed as nobody asked": ("garbled", lambda table, host: say(host, OBJECT, content_encoding="br")),
    "an old page is left": ("left", lambda table, host: host.files.update({path.name: path.read_bytes() for path in table.older.glob("*.html") if path.name not in host.files and path.name not in ("index.html", "404.html")})),
    "an upload is going on": ("uploading", lambda table, host: host.files.update({"state.txt": b"portalgen 1\nsite \nuploading abc\n"})),
    "another build is there": ("other-build", lambda table, host: host.files.update({"state.txt": b"portalgen 1\nsite 0123\n"})),
    "a file that should go is still there": ("left", lambda table, host: host.files.update({"state.txt": f"portalgen 1\nsite {built(table)}\nretired o/zzzzzzzzzzzzzzzy.bin\n".encode(), "o/zzzzzzzzzzzzzzzy.bin": b"x"})),
    "the policy is missing": ("header", lambda table, host: odd_headers(host, content_security_policy=None)),
    "the policy is weaker": ("header", lambda table, host: odd_headers(host, content_security_policy=CSP.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"))),
    "the policy lacks a part": ("header", lambda table, host: odd_headers(host, content_security_policy=CSP.replace("frame-ancestors 'none'", ""))),
    "nosniff is missing": ("header", lambda table, host: odd_headers(host, x_content_type_options=None)),
    "the referrer is told": ("header", lambda table, host: odd_headers(host, referrer_policy="unsafe-url")),
    "robots are let in": ("header", lambda table, host: odd_headers(host, x_robots_tag="all")),
    "a page may be kept": ("kept-too-long", lambda table, host: say(host, PAGE, cache_control="max-age=600")),
    "an object says nothing of keeping": ("kept-too-long", lambda table, host: say(host, OBJECT, cache_control=None)),
    "the entrance may be kept for ever": ("kept-too-long", lambda table, host: say(host, "", cache_control="public, max-age=31536000, immutable")),
    "a script is not kept": ("kept-too-short", lambda table, host: say(host, SCRIPT, cache_control="no-cache")),
    "a script is plain text": ("type", lambda table, host: say(host, SCRIPT, content_type="text/plain")),
    "a page is in another charset": ("type", lambda table, host: say(host, PAGE, content_type="text/html; charset=iso-8859-1")),
    "an object is HTML": ("type", lambda table, host: say(host, OBJECT, content_type="text/html")),
    "a cookie is set": ("cookie", lambda table, host: say(host, PAGE, set_cookie="__bm=1; Path=/")),
    "a folder is listed": ("listing", lambda table, host: host.answers.update({"o/": (200, {"Content-Type": "text/html"}, f"<a href={host.one(OBJECT)}>".encode())})),
    "a folder is listed in the words of Apache": ("listing", lambda table, host: host.answers.update({"assets/": (200, {}, b"<html><head><title>Index of /assets</title>")})),
    "the repository is there": ("source", lambda table, host: host.files.update({".git/HEAD": b"ref: refs/heads/main\n"})),
    "portal.yaml is there": ("source", lambda table, host: host.files.update({"portal.yaml": (table.root / "portal.yaml").read_bytes()})),
    "the content is there": ("source", lambda table, host: host.files.update({"content/table/cohort.yaml": FILES["content/table/cohort.yaml"].encode()})),
    "the content is listed": ("source", lambda table, host: host.files.update({"content/": b'<a href="people/">people/</a><a href="table/">table/</a>'})),
    "the vault is there": ("vault", lambda table, host: host.files.update({"portal.vault": (table.root / "portal.vault").read_bytes()})),
    "the records are there": ("records", lambda table, host: host.files.update({".portalgen/table/files": b"404.html\nindex.html\n"})),
    "everything is there": ("not-missing", lambda table, host: setattr(host, "missing", (200, {}, NOWHERE))),
    "the page for nothing has the codename": ("telling", lambda table, host: setattr(host, "missing", (404, {}, b"No such page in Tea room"))),
    "the page for nothing names files": ("telling", lambda table, host: setattr(host, "missing", (404, {}, f"Did you mean {host.one(PAGE)}?".encode()))),
    "the page for nothing is the host's": ("own-missing", lambda table, host: setattr(host, "missing", (404, {}, NOWHERE))),
    "the page for nothing names a member": ("plain", lambda table, host: setattr(host, "missing", (404, {}, f"Ask {NAME}".encode()))),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_and_nothing_else(table, host, monkeypatch, fault):
    kind, plant = FAULTS[fault]
    plant(table, host)
    assert kinds(found(table, host, monkeypatch)) == {kind}


def test_a_page_in_the_clear_is_found_as_such(table, host, monkeypatch):
    host.files[host.one(PAGE)] = f"<h1>The secret plan</h1><p>{NAME}".encode()
    verdict = found(table, host, monkeypatch)
    assert kinds(verdict) == {"altered", "plain"}
    assert (verdict.findings[0].kind, verdict.findings[0].weight) == ("plain", "leak"), "the gravest comes first"
    assert NAME in verdict.findings[0].detail and "The secret plan" in verdict.findings[0].detail


def test_what_lies_above_a_site_is_looked_for_too(table, host, monkeypatch):
    host.answers["//clubs/portal.yaml"] = (200, {}, (table.root / "portal.yaml").read_bytes())
    verdict = found(table, host, monkeypatch, base="/clubs/harbor/")
    assert kinds(verdict) == {"source"} and verdict.findings[0].files[0].endswith("/clubs/portal.yaml")


def test_without_the_vault_an_odd_file_is_told_but_not_called_older_or_altered(table, host, monkeypatch):
    host.files[changed(table)] = (table.older / changed(table)).read_bytes()
    assert kinds(found(table, host, monkeypatch, vault=False)) == {"unlike"}


def test_the_record_of_the_last_publish_knows_an_older_file_without_the_vault(table, host, monkeypatch):
    from portalgen.audit.record import read_record
    from portalgen.verify.genuine import published

    record = read_record(table.root, "table")
    name = changed(table)
    assert published(record, name, (table.older / name).read_bytes())
    assert not published(record, name, (table.output() / name).read_bytes())


def test_a_header_says_what_is_lost_without_it(table, host, monkeypatch):
    odd_headers(host, x_content_type_options=None)
    [finding] = found(table, host, monkeypatch).findings
    assert finding.detail == "X-Content-Type-Options is missing" and "sealed file" in finding.means
    assert len(finding.files) == len(expected(table.output()))


def test_where_a_host_sends_its_own_headers_that_is_told_and_not_counted(table, host, monkeypatch):
    host.headers = {}
    say(host, PAGE, cache_control="max-age=600")
    verdict = found(table, host, monkeypatch, sends=False)
    assert kinds(verdict) == {"header", "kept-too-long"} and not verdict.has("wrong") and not verdict.has("leak")


def shortened(host):
    """Let the host give pages a short address, as Cloudflare Pages does."""
    for name in [name for name in host.files if re.fullmatch(PAGE, name)]:
        host.answers[name] = (308, {"Location": f"/{name.removesuffix('.html')}"}, b"")
        status, headers, content = 200, host.answer("")[1], host.files[name]
        host.answers[name.removesuffix(".html")] = (status, headers, content)


GOOD = {
    "packed": lambda host: say(host, PAGE, content=gzip.compress(host.files[host.one(PAGE)]), content_encoding="gzip"),
    "short addresses": shortened,
    "asked for again in other words": lambda host: say(host, PAGE, cache_control="public, max-age=0, must-revalidate"),
    "a stricter policy": lambda host: odd_headers(host, content_security_policy=CSP.replace("img-src 'self' blob: data:", "img-src 'self'") + "; sandbox"),
    "a second policy": lambda host: odd_headers(host, content_security_policy=["default-src *", CSP]),
    "types in other words": lambda host: say(host, SCRIPT, content_type="application/javascript; charset=UTF-8"),
    "host files are not served": lambda host: [host.files.pop(name) for name in ("_headers", ".nojekyll", "vercel.json", ".htaccess")],
    "gone for good": lambda host: setattr(host, "missing", (410, *host.missing[1:])),
    "another site above": lambda host: host.files.update({"content/": b"<html>Our songs", "portal.yaml": b"<!doctype html>"}),
}  # fmt: skip


@pytest.mark.parametrize("way", GOOD)
def test_a_host_may_do_it_in_its_own_way(table, host, monkeypatch, way):
    GOOD[way](host)
    assert found(table, host, monkeypatch).findings == ()


def test_an_address_without_https_is_told_but_on_this_computer(table, host, monkeypatch):
    assert kinds(found(table, host, monkeypatch, name="0.0.0.0")) == {"insecure"}


def test_plain_http_must_lead_to_https(table, host, monkeypatch):
    with serving(Host(table.output())) as place:
        assert kinds(found(table, host, monkeypatch, plain=f"http://{place}")) == {"no-redirect"}
    leading = Host(table.output())
    leading.answers[""] = (301, {"Location": "https://portal.example/"}, b"")
    with serving(leading) as place:
        assert kinds(found(table, host, monkeypatch, plain=f"http://{place}")) == set()
    assert kinds(found(table, host, monkeypatch, plain=f"http://localhost:{free_port()}/")) == set(), "nobody there"


def test_a_certificate_that_nobody_vouches_for_is_the_only_thing_told(table, host, monkeypatch, tmp_path):
    verdict = found(table, host, monkeypatch, scheme="https", folder=tmp_path)
    assert kinds(verdict) == {"untrusted"} and "self-signed" in verdict.findings[0].detail
    assert host.asked == []


def test_over_https_the_header_that_keeps_it_so_is_wanted(table, host, monkeypatch, tmp_path):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    assert found(table, host, monkeypatch, scheme="https", folder=tmp_path).findings == ()
    odd_headers(host, strict_transport_security="max-age=60")
    assert kinds(found(table, host, monkeypatch, scheme="https", folder=tmp_path)) == {"header"}


def run(table, *words):
    told = CliRunner().invoke(portalgen, ["-C", str(table.root), *words], standalone_mode=False)
    if told.exception:
        raise told.exception
    return told


def test_the_verb_answers_in_sentences_in_json_and_with_an_exit_code(table, host, monkeypatch):
    monkeypatch.delenv("PORTALGEN_VAULT_PASSPHRASE", raising=False)
    with serving(host) as place:
        told = run(table, "verify", f"http://{place}")
        assert told.return_value == 0 and "What is live is what was built." in told.stdout
        host.files[host.one(SCRIPT)] += b"//"
        told = run(table, "verify", f"http://{place}", "--cohort", "table")
        assert told.return_value == 4
        assert f"NOT  a script is not the one that was published: {host.one(SCRIPT)}" in told.stdout
        assert "for readers: whoever changed it can read" in told.stdout and "what to do: tell readers" in told.stdout
        host.files[host.one(PAGE)] = b"The secret plan"
        told = run(table, "verify", f"http://{place}", "--format", "json")
        assert told.return_value == 3
        [verdict] = json.loads(told.stdout)["cohorts"]
        assert verdict["findings"][0]["kind"] == "plain" and verdict["findings"][0]["todo"].startswith(
            "take the site down"
        )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["verify"], "has no address"),
        (["verify", "ftp://lunch.example/"], "no address of a site"),
        (["verify", "https://ada:word@lunch.example/"], "no address of a site"),
        (["verify", "https://lunch.example/", "--host", "geocities"], 'no host "geocities"'),
        (["verify", "https://lunch.example/", "--cohort", "other"], "there is no site"),
        (["verify", "https://lunch.example/", "-o", "/nowhere"], "one address is one cohort"),
    ],
)
def test_what_cannot_work_is_said_before_anybody_is_asked(table, words, said):
    with pytest.raises(UsageError, match=said):
        run(table, *words)


def test_a_host_that_does_not_answer_is_told_with_the_reason(table):
    with pytest.raises(WorldError, match=r"does not answer: .*refused"):
        run(table, "verify", f"http://localhost:{free_port()}/")


def test_every_kind_of_finding_says_what_it_means_and_what_to_do():
    from portalgen.verify.finding import KINDS

    planted = {kind for kind, _ in FAULTS.values()} | {"unlike", "insecure", "no-redirect", "untrusted"}
    assert planted == KINDS.keys(), "each is planted once"
    for name, kind in KINDS.items():
        assert kind.what and kind.todo and (kind.means or name == "header")
