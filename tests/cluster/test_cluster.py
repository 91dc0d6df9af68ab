"""`portalgen build --executor dask://…` with a real cluster: the same bytes, whoever dies, and nothing kept there."""

import base64
import pickle
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, VAULT_PASSPHRASE, new_portal
from test_leaks import CANARY_PORTAL, WORD, picture

from portalgen.access.file import read_vault
from portalgen.build.abroad import Parcel
from portalgen.load.reader import read_portal
from portalgen.plan.site import plan_site
from portalgen.render.job import make_job
from portalgen.render.renderer import Renderer
from portalgen.theme.find import theme_of
from portalgen.words import words

from .machines import cluster

OWN_HOME = '{% extends "shipped/home.html" %}{% block content %}' + WORD + "90{{ super() }}{% endblock %}"
NOTE = (
    "# {word} {number}\n\nSee [the next]({after:03}.md), @ada and [[{word}53]].\n\n![A picture](../pic.png)\n\n"
    + "Text. " * 200
)
FILES = {
    **CANARY_PORTAL,
    "themes/boardroom/templates/home.html": OWN_HOME,
    f"content/table/sessions/one/{WORD}-pic.png": picture(),
    "content/table/pic.png": picture(),
    **{f"content/table/notes/{number:03}.md": NOTE.format(word=WORD, number=number, after=(number + 1) % 130)
       for number in range(130)},
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a portal with every kind of page."""
    return new_portal(tmp_path_factory.mktemp("portal"), FILES)


@pytest.fixture(scope="module")
def alone(site):
    """Return the portal's site as this process builds it."""
    site.build()
    return files_of(site)


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    """Return a scheduler and three workers."""
    with cluster(tmp_path_factory.mktemp("cluster")) as made:
        made.workers(3)
        made.wait_for_workers(3)
        yield made


def files_of(site):
    folder = site.output()
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def forget(site):
    """Let the next build begin from nothing."""
    for name in ("output", ".portalgen"):
        shutil.rmtree(site.root / name, ignore_errors=True)


def secrets_of(site):
    """Return every secret of a portal's vault."""
    secrets = read_vault(site.root / "portal.vault", VAULT_PASSPHRASE)
    keys = [audience.key for cohort in secrets.cohorts.values() for audience in cohort.audiences.values()]
    return [secrets.id_key, secrets.keyring_seed, *keys]


def forms(secret):
    """Return a secret as bytes, and as it could stand in a log."""
    text = repr(secret)[2:-1].encode()
    return [secret, text, secret.hex().encode(), base64.b64encode(secret), base64.urlsafe_b64encode(secret)]


def assert_nothing_is_kept(machines, site):
    """Fail where a word of the content or a key is in a log or a file of the cluster."""
    secret = [WORD.encode(), *(form for key in secrets_of(site) for form in forms(key))]
    logs, disk = [*machines.folder.glob("*.log")], [path for path in machines.disk.rglob("*") if path.is_file()]
    assert len(logs) == 2 and all(log.read_bytes().count(b"DEBUG") > 100 for log in logs)
    for path in (*logs, *disk):
        content = path.read_bytes()
        assert not [one for one in secret if one in content], path


def test_a_cluster_builds_the_same_bytes_whoever_dies_and_keeps_nothing(machines, site, alone):
    assert len(alone) > 150
    forget(site)
    told = machines.build(site.root)
    assert told.returncode == 0, told.stderr
    assert files_of(site) == alone
    assert "draw-" in machines.said("scheduler.log"), "it was drawn here"
    forget(site)
    told = machines.build_and_kill(site.root, machines.pids()[0])
    assert told.returncode == 0, told.stderr
    assert "killed after 4 of 1" in told.stderr
    assert files_of(site) == alone
    assert_nothing_is_kept(machines, site)


def test_what_is_sent_holds_no_key_and_no_folder_of_this_machine_and_shows_its_size_only(site, alone):
    portal = read_portal(site.root)
    (cohort,) = portal.cohorts
    secrets = read_vault(site.root / "portal.vault", VAULT_PASSPHRASE)
    table = words("en")
    plan = plan_site(portal, cohort, as_of=date(2026, 11, 24), id_key=secrets.id_key, words=table)
    templates = theme_of(site.root, portal.network, cohort.doc).templates
    job = make_job(portal, cohort, plan, id_key=secrets.id_key, words=table, templates=templates, styles="")
    sent = pickle.dumps((job.abroad(), plan.pages))
    assert WORD.encode() in sent
    assert not [one for one in (*secrets_of(site), str(site.root).encode(), str(ROOT).encode()) if one in sent]
    here, there = Renderer(job), Renderer(Parcel(job.abroad()).open())
    assert [here.draw(page) for page in plan.pages] == [there.draw(page) for page in plan.pages]
    assert repr(Parcel(WORD)) == f"Parcel({len(pickle.dumps(WORD, 5))} bytes)"


def test_faults_are_told_in_the_same_words_and_here_alone(machines, site, alone, tmp_path):
    broken = site.copy(tmp_path / "broken")
    broken.write({
        "content/table/notes/003.md": "# Three\n\n[gone](nowhere.md)\n",
        "themes/boardroom/templates/charter.html": "one\n{{ page.nothing }}\n",
    })  # fmt: skip
    here, there = broken.run("build"), machines.build(broken.root)
    assert here.returncode == there.returncode == 1
    assert "nowhere.md" in there.stderr and "themes/boardroom/templates/charter.html:2" in there.stderr
    assert there.stderr == here.stderr.decode()
    assert_nothing_is_kept(machines, site)


def test_a_build_that_is_stopped_or_loses_its_cluster_leaves_the_site_as_it_was(machines, site, alone):
    forget(site)
    site.build()
    site.write({"content/table/cohort.yaml": CANARY_PORTAL["content/table/cohort.yaml"].replace("Quiet", "Loud")})
    stopped = machines.build_and_kill(site.root, 0)
    assert (stopped.returncode, stopped.stderr.splitlines()[-1]) == (130, "Stopped. Nothing is left half done.")
    processes = [pid for pid in machines.pids() if Path(f"/proc/{pid}").exists()]
    without_workers = machines.build_and_kill(site.root, *processes)
    assert "was lost: no worker is left" in without_workers.stderr
    without_scheduler = machines.build_and_kill(site.root, machines.scheduler.pid)
    assert f"the cluster at {machines.where} was lost" in without_scheduler.stderr
    assert without_workers.returncode == without_scheduler.returncode == 4
    assert files_of(site) == alone
    for told in (stopped, without_workers, without_scheduler):
        assert "Traceback" not in told.stderr and WORD not in told.stderr


def test_a_scheduler_without_tls_and_workers_that_spill_or_are_of_another_version_get_nothing(tmp_path, site, alone):
    changed, without = tmp_path / "changed", tmp_path / "without" / "portalgen"
    shutil.copytree(
        ROOT / "src/portalgen", changed / "portalgen", ignore=shutil.ignore_patterns("__pycache__", "browser")
    )
    (changed / "portalgen/__init__.py").write_text('__version__ = "9.9"\n')
    without.mkdir(parents=True)
    (without / "__init__.py").write_text("")
    forget(site)
    spills = {"DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "0.7"}
    with cluster(tmp_path) as machines:
        plain, none = machines.build(site.root, machines.plain()), machines.build(site.root)
        for number, env in enumerate([spills, {"PYTHONPATH": changed}, {"PYTHONPATH": without.parent}]):
            machines.workers(1, f"{number}.log", "--no-nanny", **env)
        machines.wait_for_workers(3)
        bad = machines.build(site.root)
        assert "draw-" not in machines.said("scheduler.log")
    assert plain.returncode == none.returncode == bad.returncode == 4
    assert "no Dask scheduler with TLS and a certificate of ours answers" in plain.stderr
    assert "has no worker" in none.stderr
    assert "may write what it is sent to its disk" in bad.stderr
    assert "distributed.worker.memory.target and .spill must be false" in bad.stderr
    assert "has portalgen 9.9 (" in bad.stderr
    assert "has no portalgen, or one that knows of no cluster" in bad.stderr
    assert not (site.root / "output" / "table").exists()


@pytest.mark.parametrize("address", ["tcp://here:8786", "dask://here", "dask://a:b@here:1", "processes"])
def test_what_is_no_address_of_a_cluster_is_refused(site, address):
    told = site.run("build", "--executor", address)
    assert told.returncode == 2
    assert f'"{address}" is no cluster'.encode() in told.stderr


def test_without_certificates_nothing_is_asked(site):
    told = site.run("build", "--executor", "dask://127.0.0.1:8786")
    assert told.returncode == 2
    assert b"no file at distributed.comm.tls.ca-file and distributed.comm.tls.client.cert" in told.stderr
