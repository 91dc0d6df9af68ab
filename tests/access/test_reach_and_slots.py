"""Who opens what, and that the keyring gives exactly that."""

from datetime import date

import pytest

from portalgen.access.reach import BUILT_IN, Circle, Reach
from portalgen.access.secrets import AudienceSecret, CohortSecrets, Invite
from portalgen.access.slots import slots
from portalgen.crypto.keyring import make_keyring, open_slot
from portalgen.errors import SealError

NAMES = (*BUILT_IN, "member:mara")
OWN = CohortSecrets("0" * 32, {name: AudienceSecret("p", bytes([at]) * 32) for at, name in enumerate(NAMES)})
TODAY = date(2026, 11, 24)
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
    assert set(Reach().of(audience)) == opened
    assert Reach().of(audience)[0] == audience


def test_nobody_reaches_what_is_one_members_alone():
    assert not [name for name in NAMES if name != "member:mara" and "member:mara" in Reach().of(name)]


@pytest.mark.parametrize("audience", NAMES)
def test_a_passphrase_opens_the_keys_and_maps_of_its_reach_and_no_more(audience):
    keyring = make_keyring(slots(OWN, "causeway", HOMES, MAPS, Reach(), as_of=TODAY), salt=OWN.salt, seed=bytes(32))
    slot = open_slot(keyring, OWN.audiences[audience].key)
    assert slot.audiences == {name: OWN.audiences[name].key for name in Reach().of(audience)}
    assert slot.maps == {name: MAPS[name] for name in Reach().of(audience)}
    assert slot.reader == ("member:mara" if ":" in audience else "")


def test_a_member_without_a_page_of_their_own_begins_where_members_do():
    homes = {slot.reader: slot.home for _, slot in slots(OWN, "causeway", HOMES, MAPS, Reach(), as_of=TODAY)}
    assert homes["member:mara"] == HOMES["members"]


def test_no_audience_is_sent_to_a_page_that_it_cannot_open():
    friends = CohortSecrets("0" * 32, {"friends": AudienceSecret("p", bytes(32))})
    with pytest.raises(SealError, match="friends of causeway"):
        slots(friends, "causeway", HOMES, MAPS, Reach(), as_of=TODAY)


CIRCLES = Reach({
    "circle:quiet": Circle(frozenset({"guest:cy"}), all_members=True),
    "circle:two": Circle(frozenset({"member:ada", "member:ben"})),
})  # fmt: skip


@pytest.mark.parametrize(
    ("audience", "opened"),
    [
        ("members", {"members", "sponsors", "logistics", "circle:quiet"}),
        ("member:ada", {"member:ada", "members", "sponsors", "logistics", "circle:quiet", "circle:two"}),
        ("member:cy", {"member:cy", "members", "sponsors", "logistics", "circle:quiet"}),
        ("guest:cy", {"guest:cy", "circle:quiet"}),
        ("assistant:ada", {"assistant:ada", "logistics"}),
        ("sponsor:lucan", {"sponsor:lucan", "sponsors"}),
        (
            "convener:teddy",
            {"convener:teddy", "conveners", "members", "sponsors", "logistics", "circle:quiet", "circle:two"},
        ),
        ("conveners", {"conveners", "members", "sponsors", "logistics", "circle:quiet", "circle:two"}),
        ("circle:two", {"circle:two", "members", "sponsors", "logistics"}),
        ("circle:quiet", {"circle:quiet"}),
    ],
)
def test_with_circles_an_audience_reaches(audience, opened):
    assert set(CIRCLES.of(audience)) == opened


def test_what_a_page_leads_to_everybody_on_it_can_open():
    for page in CIRCLES.of("conveners"):
        for name in ("members", "member:ada", "guest:cy", "conveners", "sponsors", "logistics"):
            if page in CIRCLES.of(name):
                assert set(CIRCLES.of(page)) <= set(CIRCLES.of(name))


def test_an_invite_opens_what_its_reader_opens_until_its_day():
    own = CohortSecrets(OWN.salt, OWN.audiences, (Invite("member:mara", b"u" * 32, "2026-11-01", "2026-12-01"),))
    for day, good in ((date(2026, 11, 30), True), (date(2026, 12, 1), False)):
        pairs = dict(slots(own, "causeway", HOMES, MAPS, Reach(), as_of=day))
        assert (b"u" * 32 in pairs) is good
        if good:
            assert pairs[b"u" * 32] == pairs[own.audiences["member:mara"].key]


def test_a_circle_s_own_passphrase_has_no_slot():
    own = CohortSecrets(OWN.salt, {**OWN.audiences, "circle:two": AudienceSecret("p", b"c" * 32)})
    assert b"c" * 32 not in dict(slots(own, "causeway", HOMES, MAPS, CIRCLES, as_of=TODAY))
