"""Host files: one source says what a host must do, every host hears all of it, and each finds its file in the site."""

import json
import re

import pytest
from click.testing import CliRunner

from portalgen.cli.app import portalgen
from portalgen.errors import UsageError
from portalgen.hosts.at import At, read_at
from portalgen.hosts.known import FOR_HOSTS, HOSTS, files_in_site
from portalgen.hosts.missing import STYLE, STYLE_SOURCE, missing_page
from portalgen.hosts.rules import HEADERS, HOST_POLICY, LASTING, POLICY, cache_of, type_of
from portalgen.words import words

ROOT, SUB = At(), At("lunch.example", "/clubs/harbor/")
SENDING = [host for host in HOSTS if host.sends]


def written(name, at=ROOT):
    return next(host for host in HOSTS if host.name == name).write(at)


def pairs_of(headers):
    return {pair["key"]: pair["value"] for pair in headers}


@pytest.mark.parametrize("host", SENDING, ids=lambda host: host.name)
@pytest.mark.parametrize("header", HEADERS, ids=lambda header: header.name)
def test_every_host_that_can_is_told_every_header(host, header):
    text = host.write(SUB)
    if host.name == "cloudfront" and header.name in ("Strict-Transport-Security", "X-Content-Type-Options"):
        own = json.loads(text)["SecurityHeadersConfig"]
        assert own["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 31_536_000
        assert own["ContentTypeOptions"] == {"Override": True}
        return
    assert header.value in text.replace('\\"', '"')
    assert header.name.replace("-", "") in text.replace("-", "")


@pytest.mark.parametrize("host", [host for host in HOSTS if not host.sends], ids=lambda host: host.name)
def test_a_host_that_sends_no_headers_is_described_with_all_that_is_lost(host):
    text = host.write(At())
    for header in HEADERS:
        assert (header.without in text) != (header.name == "Strict-Transport-Security")  # both have https of their own
    assert "meta tag" in text and "404.html" in text


def test_the_policy_of_the_host_is_the_one_of_the_pages_and_no_weaker():
    page = dict(part.split(" ", 1) for part in POLICY.split("; "))
    host = dict(part.split(" ", 1) for part in HOST_POLICY.split("; "))
    assert host.pop("frame-ancestors") == "'none'"
    assert host.pop("style-src") == f"{page.pop('style-src')} {STYLE_SOURCE}"
    assert host == page
    assert page["default-src"] == "'none'" and "unsafe" not in HOST_POLICY


def test_only_what_is_named_after_its_content_is_kept_without_asking():
    assert cache_of("assets/0123456789abcdef.js") == LASTING == "public, max-age=31536000, immutable"
    for name in (
        "index.html",
        "abcdefghijklmnop.html",
        "o/abcdefghijklmnop.bin",
        "worker.js",
        "robots.txt",
        "404.html",
    ):
        assert cache_of(name) == "no-cache"


def test_types_are_those_that_browsers_go_by():
    assert type_of("worker.js") == "text/javascript; charset=utf-8"
    assert type_of("o/abcdefghijklmnop.bin") == "application/octet-stream"
    assert type_of("index.html") == "text/html; charset=utf-8"


def test_no_two_rules_of_the_lines_name_one_header_because_cloudflare_joins_their_values():
    rules = re.split(r"^(?=/)", written("cloudflare-pages"), flags=re.M)[1:]
    named = [re.findall(r"^  ([\w-]+):", rule, re.M) for rule in rules]
    assert [rule.split("\n")[0] for rule in rules] == ["/*", "/assets/*"]
    assert not set(named[0]) & set(named[1])
    assert max(map(len, written("cloudflare-pages").splitlines())) < 2000, "a limit of Cloudflare Pages"
    assert written("netlify", SUB).startswith("/clubs/harbor/*\n")


@pytest.mark.parametrize("at", [At(), SUB], ids=["root", "folder"])
@pytest.mark.parametrize("name", ["index.html", "o/abcdefghijklmnop.bin", "assets/0123456789abcdef.css", "worker.js"])
def test_the_patterns_of_vercel_give_every_file_one_cache_rule(at, name):
    rules = json.loads(written("vercel", at))["headers"]
    found = [pairs_of(rule["headers"]) for rule in rules if re.fullmatch(rule["source"], at.path + name)]
    assert [pairs["Cache-Control"] for pairs in found if "Cache-Control" in pairs] == [cache_of(name)]
    assert sum("Content-Security-Policy" in pairs for pairs in found) == 1


def test_azure_shows_the_page_for_what_is_missing_and_knows_the_sealed_type():
    value = json.loads(written("azure", SUB))
    assert value["responseOverrides"]["404"]["rewrite"] == "/clubs/harbor/404.html"
    assert value["routes"][0]["route"] == "/clubs/harbor/assets/*"
    assert value["globalHeaders"]["Cache-Control"] == "no-cache"
    assert value["mimeTypes"][".bin"] == "application/octet-stream"


def test_the_lines_of_apache_are_of_a_class_that_a_host_allows_with_headers():
    allowed = {"Header", "AddType", "RedirectMatch", "RewriteEngine", "RewriteCond", "RewriteRule", "ErrorDocument"}
    lines = [line.split() for line in written("apache").splitlines()]
    assert {line[0] for line in lines if not line[0].startswith("<")} == allowed


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("/", At()), ("lunch.example", At("lunch.example", "/")), ("https://lunch.example", At("lunch.example", "/")),
        ("https://lunch.example/clubs/harbor", SUB), ("/clubs/harbor", At("lunch.example", "/clubs/harbor/")),
    ],
)  # fmt: skip
def test_a_place_is_an_address_or_a_path(text, at):
    assert read_at(text) == at


@pytest.mark.parametrize(
    "text",
    ["http://lunch.example/", "/a b/", "/a;}/", "/../etc/", "https://lunch.example/?x", 'x"y', "https://a:b@c/", ""],
)
def test_a_place_that_could_break_out_of_a_host_s_file_is_refused(text):
    with pytest.raises(UsageError, match="no place of a site"):
        read_at(text)


def test_the_files_for_hosts_lie_in_every_site_and_tell_nothing_of_it(demo):
    for cohort in ("causeway", "lantern"):
        for name, content in files_in_site().items():
            assert (demo.output(cohort) / name).read_bytes() == content
    assert {".nojekyll", ".htaccess", "_headers", "vercel.json", "staticwebapp.config.json"} == FOR_HOSTS


def test_the_page_for_what_is_missing_tells_nothing_and_loads_nothing(demo):
    page = (demo.output("causeway") / "404.html").read_text()
    assert page == (demo.output("lantern") / "404.html").read_text()
    assert "There is nothing here" in page
    assert "Harbor" not in page and not re.search(r"<script|<a\b|src=|url\(|@import|https?:", page)
    assert re.findall(r"<style>(.*?)</style>", page) == [STYLE] and f"style-src {STYLE_SOURCE}" in page.replace(
        "&#x27;", "'"
    )


def test_the_page_for_what_is_missing_speaks_the_cohort_s_language():
    page = missing_page("ar", words("ar")).decode()
    assert '<html lang="ar" dir="rtl">' in page and "لا شيء هنا" in page


def test_the_audit_takes_them_for_ours(demo):
    told = demo.run("audit", "--format", "json", "--cohort", "causeway")
    [report] = json.loads(told.stdout)["cohorts"]
    assert told.returncode == 0 and report["foreign"] == []
    pages = list(demo.output("causeway").glob("????????????????.html"))
    assert report["clear"]["pages"] == len(pages)


def test_the_verb_lists_hosts_and_writes_what_each_is_given():
    listed = json.loads(CliRunner().invoke(portalgen, ["hosts", "list", "--format", "json"]).stdout)
    assert [one["name"] for one in listed] == [host.name for host in HOSTS]
    shown = CliRunner().invoke(portalgen, ["hosts", "show", "netlify", "--at", "/clubs/harbor/"])
    assert shown.stdout == written("netlify", SUB)
    told = json.loads(CliRunner().invoke(portalgen, ["hosts", "show", "vercel", "--format", "json"]).stdout)
    assert (told["file"], told["text"]) == ("vercel.json", written("vercel"))


def test_an_unknown_host_is_answered_with_the_known_ones():
    with pytest.raises(UsageError) as fault:
        portalgen.main(["hosts", "show", "geocities"], standalone_mode=False)
    assert "nginx" in fault.value.problems[0].hint
