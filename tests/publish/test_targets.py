"""What portal.yaml says of hosts, from the words to the site that stands there; each host has tests of its own."""

import subprocess

import pytest
from conftest import PORTAL_YAML, new_portal
from filelock import FileLock

from portalgen.publish import cloudflare, netlify

from .cloud_stubs import TOKEN, Cloudflare, Netlify
from .made_site import files

PLAIN = PORTAL_YAML.replace("as_of: 2026-11-24\n", "")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    site = new_portal(tmp_path_factory.mktemp("built"), {"content/table/plan.md": "# The plan\n\nFor members.\n"})
    site.write({"portal.yaml": PLAIN})
    site.build()
    return site


def publish(site, target, *args, code=0):
    site.write({"portal.yaml": f"{PLAIN}publish:\n  table:\n" + "".join(f"    {line}\n" for line in target)})
    return site.told("publish", "--no-build", *args, code=code)["cohorts"][0]


def test_a_site_goes_to_a_branch(built, tmp_path):
    remote = tmp_path / "site.git"
    subprocess.run(["git", "init", "--quiet", "--bare", remote], check=True)
    target = ["to: git", f"remote: {remote}", "branch: gh-pages"]
    assert publish(built, target, "--dry-run")["sent"] is False
    assert publish(built, target)["where"] == f"{remote} (gh-pages)"
    subprocess.run(["git", "clone", "--quiet", "--branch", "gh-pages", remote, tmp_path / "there"], check=True)
    there = {name: content for name, content in files(tmp_path / "there").items() if not name.startswith(".git/")}
    assert there.pop("state.txt").startswith(b"portalgen 1")
    assert there == files(built.output())
    assert publish(built, target)["sent"] is False


def test_a_site_goes_to_netlify(built, monkeypatch):
    with Netlify().running() as stub:
        monkeypatch.setattr(netlify, "API", f"{stub.address}/api/v1/")
        monkeypatch.setenv("NETLIFY_AUTH_TOKEN", TOKEN)
        target = ["to: netlify", f"site: {stub.SITE}"]
        assert publish(built, target)["where"] == f"Netlify site {stub.SITE}"
        assert stub.live().items() >= files(built.output()).items()
        assert publish(built, target)["sent"] is False


def test_a_site_goes_to_cloudflare(built, monkeypatch):
    with Cloudflare().running() as stub:
        monkeypatch.setattr(cloudflare, "API", f"{stub.address}/client/v4/accounts/")
        target = ["to: cloudflare", f"account: {stub.ACCOUNT}", "worker: harbor"]
        assert "CLOUDFLARE_API_TOKEN" in publish(built, target, code=4)["errors"][0]["hint"]
        monkeypatch.setenv("CLOUDFLARE_API_TOKEN", TOKEN)
        assert publish(built, target)["where"] == "Cloudflare Worker harbor"
        assert {"_headers", *stub.live()} == files(built.output()).keys()
        assert publish(built, target)["sent"] is False


def test_a_site_goes_with_a_command_that_never_sees_the_vault_s_passphrase(built):
    told = publish(built, ["to: command", "run: sh -c 'env > ../seen; cp -r \"$0\" ../there' {site}"])
    assert told["where"] == "the command sh" and told["sent"] is True
    assert files(built.root.parent / "there") == files(built.output())
    seen = (built.root.parent / "seen").read_text()
    assert "PATH=" in seen and built.passphrase not in seen


def test_two_do_not_publish_one_cohort_from_one_folder_at_once(built):
    with FileLock(built.root / ".portalgen" / "published" / "table.host.lock"):
        told = publish(built, ["to: folder", "path: www"], code=4)
    assert "being published from this folder already" in told["errors"][0]["problem"]
    assert not (built.root / "www").exists()


@pytest.mark.parametrize(
    ("target", "line", "problem"),
    [
        ("{to: git}", 5, '"remote" is missing'),
        ("{to: git, remote: x.git, brunch: y}", 5, 'did you mean "branch"?'),
        ("{to: git, remote: 'https://ada:word@code.example/x.git'}", 5, "must not hold a password"),
        ("{to: git, remote: --upload-pack=x}", 5, "this is not an address"),
        ("{to: git, remote: x.git, branch: a..b}", 5, "not the name of a branch"),
        ("{to: rsync, destination: /srv/www}", 5, "a disk is `to: folder`"),
        ("{to: rsync, destination: 'C:\\www'}", 5, "write it like"),
        ("{to: rsync, destination: '-e x:y'}", 5, "write it like"),
        ("{to: s3, bucket: harbor, endpoint: 'https://s3.example.org/harbor'}", 5, "the address of the store alone"),
        ("{to: s3, bucket: harbor, prefix: ../harbor}", 5, "a folder inside the bucket"),
        ("{to: netlify, site: 'https://harbor.netlify.app'}", 5, "a letter that does not belong"),
        ("{remote: x.git}", 5, '"to" is missing'),
        ("{to: cloud}", 5, "'cloud' is not one of 'folder', 'git'"),
        ("\n    to: command\n    run: send 'the site", 7, "No closing quotation"),
    ],
)
def test_a_fault_in_a_target_is_told_with_its_line_and_what_would_be_right(portal, target, line, problem):
    told = portal({"portal.yaml": f"{PLAIN}publish: {{}}\n".replace("{}\n", f"\n  table: {target}\n")}).run("publish")
    said = told.stderr.decode()
    assert told.returncode == 1 and problem in said
    assert said.startswith(f"portal.yaml:{line + 1}:"), said
