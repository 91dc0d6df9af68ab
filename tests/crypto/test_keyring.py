"""The keyring: each credential opens its slot and no other; the rest looks like chance."""

from dataclasses import replace

import pytest

from portalgen.crypto.keyring import Keyring, Slot, extract_keyring, make_keyring, open_slot, read_keyring
from portalgen.errors import SealError

SALT = "0123456789abcdef" * 2
SEED = bytes(range(32))
SLOT = Slot("causeway", {"members": b"k" * 32}, "aaaabbbbccccdddd", {"members": "bbbbccccddddeeee"})


def u(number):
    return number.to_bytes(32, "big")


def ring(count=3, **changes):
    credentials = [(u(number), replace(SLOT, reader=f"member:m{number}")) for number in range(count)]
    return make_keyring(changes.pop("credentials", credentials), salt=SALT, seed=changes.pop("seed", SEED))


def test_each_credential_opens_its_own_slot():
    keyring = read_keyring(ring(20).text())
    assert [open_slot(keyring, u(number)).reader for number in range(20)] == [
        f"member:m{number}" for number in range(20)
    ]


def test_a_stranger_opens_nothing():
    assert open_slot(ring(), u(99)) is None


@pytest.mark.parametrize(("count", "slots"), [(0, 16), (1, 16), (16, 16), (17, 32), (40, 48)])
def test_the_number_of_slots_tells_no_headcount(count, slots):
    keyring = ring(count)
    assert len(keyring.slots) == slots and len({len(slot) for slot in keyring.slots}) == 1


def test_the_length_of_slots_tells_no_number_of_audiences():
    wide = Slot("causeway", dict.fromkeys(("conveners", "members", "sponsors"), b"k" * 32), "a" * 16, {})
    assert {len(slot) for slot in ring(credentials=[(u(1), SLOT), (u(2), wide)]).slots} == {16 + 512 + 16}


def test_slots_stand_in_the_order_of_their_bytes():
    slots = ring(9).slots
    assert list(slots) == sorted(slots)


def test_the_same_credentials_give_the_same_bytes_in_any_order():
    credentials = [(u(1), SLOT), (u(2), SLOT), (u(3), replace(SLOT, reader="member:x"))]
    assert ring(credentials=credentials) == ring(credentials=credentials[::-1])


@pytest.mark.parametrize(
    "change",
    [
        {"credentials": [(u(1), SLOT)]},
        {"credentials": [(u(1), SLOT), (u(3), SLOT)]},
        {"credentials": [(u(1), SLOT), (u(2), replace(SLOT, home="c" * 16))]},
        {"seed": bytes(32)},
    ],
    ids=["one gone", "another credential", "another home", "another seed"],
)
def test_any_change_makes_every_slot_new(change):
    before = ring(credentials=[(u(1), SLOT), (u(2), SLOT)])
    after = ring(**{"credentials": [(u(1), SLOT), (u(2), SLOT)], **change})
    assert before.nonce != after.nonce and not set(before.slots) & set(after.slots)


def test_two_slots_for_one_credential_are_refused():
    """They would be two texts under one key and nonce."""
    with pytest.raises(SealError, match="same"):
        ring(credentials=[(u(1), SLOT), (u(1), replace(SLOT, home="c" * 16))])


@pytest.mark.parametrize(
    "bad",
    [
        {"home": "index.html"},
        {"audiences": {"members": b"short"}},
        {"audiences": {}},
        {"cohort": "A B"},
        {"maps": {"members": "map"}},
    ],
)
def test_a_slot_that_could_not_be_read_back_is_not_sealed(bad):
    with pytest.raises(SealError):
        ring(credentials=[(u(1), replace(SLOT, **bad))])


def test_every_changed_byte_of_a_slot_opens_nothing():
    keyring = ring(credentials=[(u(1), SLOT)])
    (mine,) = (slot for slot in keyring.slots if open_slot(Keyring(SALT, keyring.nonce, (slot,)), u(1)))
    for at in range(len(mine)):
        changed = Keyring(SALT, keyring.nonce, (mine[:at] + bytes([mine[at] ^ 1]) + mine[at + 1 :],))
        if at < 16:  # the id no longer is this credential's: a stranger's slot
            assert open_slot(changed, u(1)) is None
        else:
            with pytest.raises(SealError):
                open_slot(changed, u(1))


def test_every_cut_of_a_keyring_is_refused():
    text = ring().text()
    for length in range(0, len(text), 11):
        with pytest.raises(SealError):
            read_keyring(text[:length])


def test_a_slot_moved_to_another_site_opens_nothing():
    keyring = ring(credentials=[(u(1), SLOT)])
    with pytest.raises(SealError):
        open_slot(replace(keyring, salt="f" * 32), u(1))


def test_the_keyring_is_found_in_an_entrance():
    keyring = ring()
    html = f'<p>x</p><script type="application/json" id="keyring">{keyring.text()}</script>'
    assert extract_keyring(html) == keyring
    assert extract_keyring("<p>x</p>") is None


def test_a_slot_never_shows_its_keys():
    assert "kkkk" not in repr(SLOT) and (b"k" * 32).hex() not in repr(SLOT)
