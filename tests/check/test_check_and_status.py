"""`portalgen check` and `portalgen status` as a convener calls them."""

import json
import stat
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from check.test_rules import GOOD, S3

TODAY = ("--as-of", "2026-11-24")


@pytest.fixture
def site(portal):
    made = portal({name: text for name, text in GOOD.items() if name != "content/table/page.md"})
    made.write({"content/table/page.md": "# A page\n\nText.\n"})
    return made


def test_faults_links_and_headings_come_together_with_findings_and_without_a_passphrase(site):
    site.write({
        "content/table/page.md": "# A page\n\n[x](gone.md) @nobody [y](charter.md#nowhere)\n",
        S3: GOOD[S3].replace("purpose: To think.\n", ""),
    })  # fmt: skip
    value = site.told("check", *TODAY, code=1, passphrase=None)
    assert {fault["problem"] for fault in value["faults"]} == {
        'no page at "gone.md"', 'unknown person "@nobody"', 'no heading "#nowhere" in content/table/charter.md'}  # fmt: skip
    assert all(fault["path"] == "content/table/page.md" and fault["line"] == 3 for fault in value["faults"])
    assert [finding["rule"] for finding in value["findings"]] == ["purpose-missing"]


def test_what_cannot_be_read_is_told_all_at_once(site):
    site.write({"content/people/ada.md": "---\nnam: Ada\n---\n", "content/table/cohort.yaml": "titel: T\n"})
    told = site.run("check")
    assert told.returncode == 1
    assert b"ada.md:2" in told.stdout and b"cohort.yaml:1" in told.stdout and b"a build stops here" in told.stdout


def test_exit_codes_follow_the_weights(site):
    assert site.run("check", *TODAY).returncode == 0
    assert b"Nothing to mend as of 2026-11-24" in site.run("check", *TODAY).stdout
    site.write({S3: GOOD[S3].replace("purpose: To think.\n", "")})
    assert site.run("check", *TODAY).returncode == 0 and site.run("check", *TODAY, "--strict").returncode == 1
    site.write({"portal.yaml": GOOD["portal.yaml"] + "check: {purpose-missing: error}\n"})
    assert site.run("check", *TODAY).returncode == 1
    site.write({"portal.yaml": GOOD["portal.yaml"] + "check: {purpose-missing: advice}\n"})
    assert site.run("check", *TODAY, "--strict").returncode == 0


def test_a_watched_word_is_a_fault_before_it_is_built(site):
    site.write({"content/table/cohort.yaml": GOOD["content/table/cohort.yaml"] + "watchlist: [{term: Heron}]\n",
                "content/table/page.md": "# A page\n\nOn Heron.\n"})  # fmt: skip
    told = site.run("check", *TODAY)
    assert told.returncode == 1 and b"page.md:3:4" in told.stdout and b"watched" in told.stdout


def test_the_page_names_everything_and_is_the_owner_s_alone(site, tmp_path):
    site.write({S3: GOOD[S3].replace("purpose: To think.\n", "")})
    page = tmp_path / "check.html"
    assert site.run("check", *TODAY, "--html", page).returncode == 0
    assert "does not say why the group meets" in page.read_text() and "purpose-missing" in page.read_text()
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_links_to_other_sites_are_asked_only_on_request(site, tmp_path, monkeypatch):
    """A host of our own with a certificate of our own, so that no test asks the net."""
    import ssl

    asked = []

    class Host(BaseHTTPRequestHandler):
        def do_HEAD(self):
            asked.append(self.path)
            self.send_response({"/gone": 404, "/shy": 403}.get(self.path, 200))
            self.end_headers()

        def log_message(self, *_):
            pass

    certificate = tmp_path / "host.pem"
    certificate.write_bytes(own_certificate())
    server = HTTPServer(("127.0.0.1", 0), Host)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"https://localhost:{server.server_address[1]}"
    site.write({"content/table/page.md": f"# A page\n\n[a]({base}/there) [b]({base}/gone) [c]({base}/shy)\n"})
    assert site.run("check", *TODAY).returncode == 0 and asked == []
    told = site.run("check", *TODAY, "--external", env={"SSL_CERT_FILE": str(certificate)})
    server.shutdown()
    server.server_close()
    assert sorted(asked) == ["/gone", "/shy", "/there"]
    assert told.returncode == 1
    assert f"{base}/gone does not answer: status 404" in told.stdout.decode()
    assert told.stdout.decode().count("does not answer") == 1


def own_certificate():
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256()))  # fmt: skip
    plain = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return plain + made.public_bytes(serialization.Encoding.PEM)


def status(site, as_of):
    return site.run("status", "--as-of", as_of).stdout.decode()


def test_status_says_what_to_do_next_in_a_convener_s_words(site):
    site.write({
        "content/people/ada.md": GOOD["content/people/ada.md"].replace("2026-09-01", "2025-10-20"),
        "content/table/commitments.yaml": GOOD["content/table/commitments.yaml"].replace("session: s2", "session: s1"),
    })  # fmt: skip
    told = status(site, "2026-11-24")
    assert 'Next: "Third" on 10 December, in 16 days; status agenda.' in told
    assert "Pre-reads for 10 December are due on Saturday, 5 December" in told
    assert "One bio is old: the bio of Ada Lind is 13 months old." in told
    assert 'One commitment is unreported since "Second".' in told
    assert "Not published from here yet." in told


def test_status_follows_the_days(site):
    assert "are due tomorrow" in status(site, "2026-12-04")
    assert "are due since 5 December" in status(site, "2026-12-08")
    assert "in 2 days" in status(site, "2026-12-08") and "tomorrow" in status(site, "2026-12-09")
    assert "After the session: portalgen new notes" in status(site, "2026-12-10")
    after = status(site, "2026-12-12")
    assert "No session is planned." in after and 'The notes of "Third" are not written.' in after


def test_status_as_json_has_the_same_things(site):
    value = json.loads(site.run("status", *TODAY, "--format", "json").stdout)
    assert value["cohorts"][0]["id"] == "table"
    assert any(entry["due"] == "2026-12-05" for entry in value["cohorts"][0]["todo"])
