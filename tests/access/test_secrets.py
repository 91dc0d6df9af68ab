"""What the vault holds: made, kept, read back, and never shown."""

import json
from dataclasses import replace

import pytest

from portalgen.access.reach import BUILT_IN
from portalgen.access.secrets import (
    AudienceSecret,
    CohortSecrets,
    Invite,
    Secrets,
    from_json,
    new_secrets,
    to_json,
    with_cohort,
)
from portalgen.crypto.staticrypt import hash_passphrase
from portalgen.crypto.vault import NewerVaultError, VaultError

PHRASE = "harbor-lantern-plum-copper-tidal-oyster"
KEPT = Secrets(
    b"i" * 32, b"s" * 32, {"causeway": CohortSecrets("ab" * 16, {"members": AudienceSecret(PHRASE, b"k" * 32)})}
)


@pytest.fixture(scope="module")
def made():
    """Return secrets with one cohort, made once: each audience costs a derivation."""
    return with_cohort(new_secrets(), "causeway", ("member:mara",))


def test_new_secrets_are_random_and_hold_no_cohort():
    one, other = new_secrets(), new_secrets()
    assert len({one.id_key, one.keyring_seed, other.id_key, other.keyring_seed}) == 4
    assert not one.cohorts


def test_a_cohort_gets_its_four_audiences_and_those_asked_for(made):
    assert made.cohorts["causeway"].audiences.keys() == {*BUILT_IN, "member:mara"}


def test_a_key_is_what_its_passphrase_derives_with_the_salt_of_the_cohort(made):
    own = made.cohorts["causeway"]
    secret = own.audiences["members"]
    assert secret.key == hash_passphrase(secret.passphrase, own.salt)
    assert len({one.key for one in own.audiences.values()}) == 5


def test_a_cohort_that_has_all_is_left_as_it_is(made):
    assert with_cohort(made, "causeway", ("members", "member:mara")) is made


def test_adding_an_audience_keeps_the_others_and_changes_no_other_value(made):
    more = with_cohort(made, "causeway", ("guests",))
    before, after = made.cohorts["causeway"], more.cohorts["causeway"]
    assert "guests" not in before.audiences and after.salt == before.salt
    assert {name: after.audiences[name] for name in before.audiences} == before.audiences


@pytest.mark.parametrize(
    ("cohort", "audience"), [("Cause way", "members"), ("causeway", "all members"), ("", "x"), ("a", "")]
)
def test_names_that_no_page_could_carry_are_refused(cohort, audience):
    full = CohortSecrets("ab" * 16, {name: AudienceSecret("p", bytes(32)) for name in BUILT_IN})
    with pytest.raises(VaultError):
        with_cohort(Secrets(b"i" * 32, b"s" * 32, {"a": full, "causeway": full}), cohort, (audience,))


def test_secrets_are_read_back_as_they_were_kept(made):
    assert from_json(to_json(made)) == made
    assert from_json(to_json(KEPT)) == KEPT


def test_repr_shows_no_secret():
    own = KEPT.cohorts["causeway"]
    for shown in (repr(KEPT), repr(own), repr(own.audiences["members"]), str(KEPT)):
        assert PHRASE not in shown and "kkkk" not in shown and "iiii" not in shown and "ssss" not in shown


def changed(**fields):
    return json.dumps(json.loads(to_json(KEPT)) | fields).encode()


def in_cohort(**fields):
    return changed(cohorts={"causeway": json.loads(to_json(KEPT))["cohorts"]["causeway"] | fields})


BAD = {
    "no JSON": b"{",
    "a list": b"[]",
    "not UTF-8": b"\xff",
    "no format": json.dumps(
        {name: value for name, value in json.loads(to_json(KEPT)).items() if name != "format"}
    ).encode(),
    "format 0": changed(format=0),
    "format true": changed(format=True),
    "field too many": changed(more=1),
    "id key too short": changed(id_key="ab"),
    "seed in capitals": changed(keyring_seed="AB" * 32),
    "cohorts a list": changed(cohorts=[]),
    "cohort a text": changed(cohorts={"causeway": "x"}),
    "cohort with a space": changed(cohorts={"cause way": {"salt": "ab" * 16, "audiences": {}}}),
    "salt too short": in_cohort(salt="ab"),
    "salt a number": in_cohort(salt=7),
    "audiences null": in_cohort(audiences=None),
    "field too many in a cohort": in_cohort(more=1),
    "key too short": in_cohort(audiences={"members": {"passphrase": PHRASE, "key": "ab"}}),
    "passphrase null": in_cohort(audiences={"members": {"passphrase": None, "key": "ab" * 32}}),
    "field too many in an audience": in_cohort(audiences={"members": {"passphrase": PHRASE, "key": "ab" * 32, "x": 1}}),
    "deep nesting": b"[" * 100_000,
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_secrets_of_another_shape_are_refused_without_showing_them(content):
    with pytest.raises(VaultError) as told:
        from_json(content)
    assert told.value.__cause__ is None and told.value.__suppress_context__
    assert PHRASE not in str(told.value) and "backup" in str(told.value)


def test_secrets_of_a_newer_portalgen_ask_for_an_upgrade():
    with pytest.raises(NewerVaultError, match="upgrade"):
        from_json(changed(format=3))


def test_a_vault_of_format_one_is_read_and_written_as_the_newest():
    old = json.loads(to_json(KEPT)) | {"format": 1}
    for own in old["cohorts"].values():
        del own["invites"]
        for secret in own["audiences"].values():
            del secret["since"]
    read = from_json(json.dumps(old).encode())
    assert read == KEPT
    assert json.loads(to_json(read))["format"] == 2


def test_dates_and_invites_come_back():
    own = replace(
        KEPT.cohorts["causeway"], invites=(Invite("member:mara", b"u" * 32, "2026-11-24", "2026-12-01", True),)
    )
    kept = replace(KEPT, cohorts={"causeway": own})
    assert from_json(to_json(kept)) == kept
    assert "u" * 8 not in repr(kept)
