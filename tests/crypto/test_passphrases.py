"""Passphrases that portalgen makes, and the one form that typed ones are hashed in."""

import hashlib
from importlib.resources import files
from itertools import pairwise

import pytest

from portalgen.crypto import passphrase
from portalgen.errors import SealError


def test_the_word_list_is_the_one_that_its_licence_note_names():
    folder = files("portalgen.crypto")
    assert hashlib.sha256((folder / "words.txt").read_bytes()).hexdigest() in (folder / "words.LICENSE").read_text()


def test_words_are_plain_distinct_and_none_begins_another():
    """So that a passphrase is read in one way only, with or without its hyphens."""
    words = sorted(passphrase.word_list())
    assert len(words) == len(set(words)) == 7772
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert not [word for word, following in pairwise(words) if following.startswith(word)]


def test_a_generated_passphrase_holds_at_least_77_bits():
    assert passphrase.bits() >= 77
    assert len(passphrase.generate().split("-")) == 6


def test_a_generated_passphrase_is_its_own_normal_form_however_it_is_typed():
    made = passphrase.generate()
    for typed in (made, made.upper(), made.replace("-", " "), f"\t{made.replace('-', ' - ').title()}\ufeff"):
        assert passphrase.normalise(typed) == made


def test_two_generated_passphrases_differ():
    assert len({passphrase.generate() for _ in range(50)}) == 50


def test_normalising_twice_changes_nothing_more():
    for typed in ("  Cafe\u0301 x ", "A b-C  d", "\u00a0", "Harbor lantern plum copper-"):
        assert passphrase.normalise(passphrase.normalise(typed)) == passphrase.normalise(typed)


def test_bytes_that_are_no_text_are_refused_without_showing_them():
    with pytest.raises(SealError) as told:
        passphrase.normalise("harbor\udcff")
    assert "harbor" not in str(told.value) and told.value.__cause__ is None and told.value.__suppress_context__
