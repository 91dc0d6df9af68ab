"""Who opens what, and that the keyring gives exactly that."""

import pytest

from portalgen.access.reach import BUILT_IN, reach
from portalgen.access.secrets import AudienceSecret, CohortSecrets
from portalgen.access.slots import slots
from portalgen.crypto.keyring import make_keyring, open_slot
from portalgen.errors import SealError

NAMES = (*BUILT_IN, "member:mara")
OWN = CohortSecrets("0" * 32, {name: AudienceSecret("p", bytes([at]) * 32) for at, name in enumerate(NAMES)})
HOMES = {"members": "a" * 16, "conveners": "b" * 16, "sponsors": "c" * 16, "logistics": "d" * 16}
MAPS = {name: f"{at}".translate({48: 97, 49: 98, 50: 99, 51: 100, 52: 101}) * 16 for at, name in enumerate(NAMES)}


@pytest.mark.parametrize(
    ("audience", "opened"),
    [
        ("conveners", {"conveners", "members", "sponsors", "logistics"}),
        ("members", {"members", "sponsors", "logistics"}),
        ("member:mara", {"member:mara", "members", "sponsors", "logistics"}),
        ("sponsors", {"sponsors"}),
        ("logistics", {"logistics"}),
        ("guests", {"guests"}),
    ],
)
def test_an_audience_reaches(audience, opened):
    assert set(reach(audience)) == opened
    assert reach(audience)[0] == audience


def test_nobody_reaches_what_is_one_members_alone():
    assert not [name for name in NAMES if name != "member:mara" and "member:mara" in reach(name)]


@pytest.mark.parametrize("audience", NAMES)
def test_a_passphrase_opens_the_keys_and_maps_of_its_reach_and_no_more(audience):
    keyring = make_keyring(slots(OWN, "causeway", HOMES, MAPS), salt=OWN.salt, seed=bytes(32))
    slot = open_slot(keyring, OWN.audiences[audience].key)
    assert slot.audiences == {name: OWN.audiences[name].key for name in reach(audience)}
    assert slot.maps == {name: MAPS[name] for name in reach(audience)}
    assert slot.reader == ("member:mara" if ":" in audience else "")


def test_a_member_without_a_page_of_their_own_begins_where_members_do():
    homes = {slot.reader: slot.home for _, slot in slots(OWN, "causeway", HOMES, MAPS)}
    assert homes["member:mara"] == HOMES["members"]


def test_no_audience_is_sent_to_a_page_that_it_cannot_open():
    guests = CohortSecrets("0" * 32, {"guests": AudienceSecret("p", bytes(32))})
    with pytest.raises(SealError, match="guests of causeway"):
        slots(guests, "causeway", HOMES, MAPS)
