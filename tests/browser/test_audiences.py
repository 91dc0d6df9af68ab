"""Each audience, unlocked in a real browser: everything its keys open is dumped, and no word of another is in it."""

import re
import subprocess
import sys

import pytest

from .conftest import free_port, slot_in, unlock, wait_for

DUMP = """async ([slot, names]) => {
  const hex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const utf8 = new TextEncoder();
  const derived = async (key, info, bytes, salt) => {
    const base = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
    return new Uint8Array(await crypto.subtle.deriveBits({name: "HKDF", hash: "SHA-256", salt, info: utf8.encode(info)}, base, 8 * bytes));
  };
  const page = async (key, text) => {
    const message = /"staticryptEncryptedMsgUniqueVariableName": "([0-9a-f]+)"/.exec(text)?.[1];
    if (!message) return null;
    const mac = await crypto.subtle.importKey("raw", key, {name: "HMAC", hash: "SHA-256"}, false, ["verify"]);
    if (!(await crypto.subtle.verify("HMAC", mac, hex(message.slice(0, 64)), utf8.encode(message.slice(64))))) return null;
    const own = await crypto.subtle.importKey("raw", key, "AES-CBC", false, ["decrypt"]);
    return crypto.subtle.decrypt({name: "AES-CBC", iv: hex(message.slice(64, 96))}, own, hex(message.slice(96)));
  };
  const object = async (key, audience, id, sealed) => {
    const keys = await derived(key, "portalgen/1 object key", 44, sealed.slice(1, 17));
    const own = await crypto.subtle.importKey("raw", keys.slice(0, 32), "AES-GCM", false, ["decrypt"]);
    const bound = utf8.encode(["portalgen/1 object", slot.cohort, audience, id].join("\\0"));
    return crypto.subtle.decrypt({name: "AES-GCM", iv: keys.slice(32), additionalData: bound}, own, sealed.slice(17)).catch(() => null);
  };
  const found = {};
  for (const name of names) {
    const sealed = new Uint8Array(await (await fetch(name)).arrayBuffer());
    for (const [audience, keyHex] of Object.entries(slot.audiences)) {
      const opened = name.startsWith("o/")
        ? await object(hex(keyHex), audience, name.slice(2, 18), sealed)
        : await page(hex(keyHex), new TextDecoder().decode(sealed));
      if (opened) found[name] = {audience, text: new TextDecoder("latin1").decode(opened)};
    }
  }
  return found;
}"""
WORD = "Zanzibarquux"
COHORT = """title: The Test Table
codename: Quiet lunch
chair: ada
members: [{person: ada}, {person: ben}, {person: cy}]
circles: [{id: pair, people: [ada, guesty]}, {id: rest, but: [ben]}]
"""
SESSION = f"""---
id: s1
title: {WORD}members02
start: 2026-12-10 12:30
status: notes
logistics: {{venue: {WORD}logistics03, dress: {WORD}logistics04}}
agenda: [{{title: {WORD}members05, kind: open, minutes: 10, owner: ada}}]
---
For members.

::: audience conveners
{WORD}conveners06
:::

::: audience sponsors
{WORD}sponsors07
:::
"""
NOTES = f"""---
chair_notes: {WORD}conveners08
sponsor_summary: {{text: {WORD}sponsors09, cleared_by: Ada, cleared_on: 2026-11-20}}
presenter_notes: [{{for: ada, text: {WORD}ada10}}]
---
{WORD}members11
"""
FILES = {
    "content/people/ada.md": f"---\nname: Ada Lind\ncompany: {WORD}members12\ndietary: {WORD}conveners13\n---\n",
    "content/people/ben.md": "---\nname: Ben Okafor\n---\n",
    "content/people/cy.md": "---\nname: Cy Marsh\n---\n",
    "content/people/guesty.md": "---\nname: Guesty Guest\n---\n",
    "content/table/cohort.yaml": COHORT,
    "content/table/sessions/one/session.md": SESSION,
    "content/table/sessions/one/notes.md": NOTES,
    "content/table/pair.md": f"---\naudience: circle:pair\n---\n# {WORD}pair14\n\nTwo only.\n",
    "content/table/rest.md": f"---\naudience: circle:rest\n---\n# {WORD}rest15\n\nAll but Ben.\n\n[paper](rest-paper.txt)\n",
    "content/table/rest-paper.txt": f"{WORD}rest16 in a document",
    "content/table/commitments.yaml": f"commitments:\n- {{id: c1, who: ada, text: {WORD}ada17, made_in: s1, private: true}}\n",
}  # fmt: skip
SHARED = {"members", "logistics", "sponsors"}
READS = {
    "members": SHARED,
    "conveners": {*SHARED, "conveners", "pair", "rest"},
    "sponsors": {"sponsors"},
    "logistics": {"logistics"},
    "member:ada": {*SHARED, "ada", "pair", "rest"},
    "member:ben": SHARED,
    "member:cy": {*SHARED, "rest"},
    "guest:guesty": {"pair"},
    "assistant:ada": {"logistics"},
}


@pytest.fixture(scope="module")
def everybody(tmp_path_factory):
    """Return a portal with a word for each audience in all its places, every kind of reader, and its address."""
    from conftest import new_portal

    site = new_portal(tmp_path_factory.mktemp("everybody"), FILES)
    for people in (["ada", "ben", "cy"], ["guesty", "--as", "guest"], ["ada", "--as", "assistant"]):
        told = site.run("access", "add", *people)
        assert told.returncode == 0, told.stderr
    site.build()
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "portalgen", "serve", "--sealed", "--port", str(port)], cwd=site.root,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    wait_for(port)
    yield site, f"http://localhost:{port}/table/"
    server.terminate()
    server.wait(timeout=10)


@pytest.mark.parametrize("audience", READS)
def test_an_audience_opens_its_own_words_and_nobody_else_s(reader, everybody, audience):
    site, address = everybody
    page = reader()
    page.goto(address)
    unlock(page, site.access()["table"][audience])
    slot = slot_in(page)
    names = sorted(path.relative_to(site.output()).as_posix() for path in site.output().rglob("*.*")
                   if re.fullmatch(r"[a-z2-7]{16}\.(html|bin)", path.name))  # fmt: skip
    found = page.evaluate(DUMP, [slot, names])
    assert len(found) >= 2
    told = {
        re.sub(r"\d+$", "", word) for one in found.values() for word in re.findall(WORD + r"([a-z]+\d\d)", one["text"])
    }
    assert told == READS[audience]


def test_every_word_was_planted_where_somebody_reads_it():
    planted = {
        re.sub(r"\d+$", "", word) for text in FILES.values() for word in re.findall(WORD + r"([a-z]+\d\d)", text)
    }
    assert planted == set().union(*READS.values())
