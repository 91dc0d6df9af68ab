"""Objects: sealed stably, padded, bound to their place, and refused after any change."""

import pytest

from portalgen.crypto.objects import SHORTEST, Opened, open_object, seal_object
from portalgen.crypto.padding import padded_length
from portalgen.errors import SealError

KEY = bytes(range(32))
PLACE = {"cohort": "causeway", "audience": "members", "object_id": "aaaabbbbccccdddd"}


def sealed(content=b"hello", *, name="a.txt", fresh=False, **changes):
    return seal_object(KEY, content, name=name, media_type="text/plain", **{**PLACE, **changes}, fresh=fresh)


@pytest.mark.parametrize("content", [b"", b"\0", b"\0" * 5000, bytes(range(256)) * 40])
def test_an_object_opens_to_name_type_and_bytes(content):
    assert open_object(KEY, sealed(content), **PLACE) == Opened("a.txt", "text/plain", content)


def test_every_changed_byte_of_an_object_is_refused():
    file = sealed()
    for at in range(len(file)):
        with pytest.raises(SealError):
            open_object(KEY, file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :], **PLACE)


def test_every_cut_of_an_object_is_refused():
    file = sealed(b"x" * 6000)
    for length in range(0, len(file), 7):
        for cut in (file[:length], file[length + 1 :]):
            with pytest.raises(SealError):
                open_object(KEY, cut, **PLACE)


@pytest.mark.parametrize("change", [{"cohort": "lantern"}, {"audience": "sponsors"}, {"object_id": "b" * 16}])
def test_an_object_in_another_place_is_refused(change):
    with pytest.raises(SealError):
        open_object(KEY, sealed(), **{**PLACE, **change})


def test_objects_of_one_step_have_one_length():
    assert {len(sealed(b"x" * length)) for length in (0, 1, 1000, 4000)} == {SHORTEST}
    assert len(sealed(b"x" * 9000)) - 33 == padded_length(9000 + 60)


def test_the_same_object_gives_the_same_bytes_and_another_name_gives_others():
    assert sealed() == sealed()
    assert sealed()[1:17] != sealed(object_id="b" * 16)[1:17]


def test_a_fresh_object_differs_each_time():
    assert sealed(fresh=True) != sealed(fresh=True)


@pytest.mark.parametrize("name", ["x" * 70_000, "\ud83e.txt"])
def test_a_name_that_could_not_be_read_back_is_not_sealed(name):
    with pytest.raises(SealError):
        sealed(name=name)
