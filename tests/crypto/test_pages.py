"""Pages: sealed stably, padded, bound to their place, and refused after any change."""

import pytest

from portalgen.crypto.binding import read_binding
from portalgen.crypto.padding import padded_length
from portalgen.crypto.staticrypt import extract, open_page, seal_message, seal_page
from portalgen.errors import SealError

KEY = bytes(range(32))
PLACE = {"cohort": "causeway", "page_id": "aaaabbbbccccdddd", "audience": "members"}


def sealed(html="<p>Hello</p>", *, fresh=False, key=KEY, **changes):
    return seal_page(key, html, **{**PLACE, **changes}, fresh=fresh)


@pytest.mark.parametrize("html", ["", "<p>\U0001f9ed e\u0301</p>", "x" * 4044, "x" * 4045, "y" * 100_000])
def test_a_page_opens_to_its_binding_its_html_and_spaces(html):
    text = open_page(KEY, sealed(html)).decode()
    comment, rest = text.split("\n", 1)
    assert comment == "<!--portalgen:1 causeway aaaabbbbccccdddd members-->"
    assert rest.startswith(html) and not rest[len(html) :].strip(" ")
    assert read_binding(text).audience == "members"


@pytest.mark.parametrize("html", ["", "\U0001f9ed" * 2000, "x" * 9000])
def test_the_length_of_a_page_is_a_step_of_padme(html):
    content = open_page(KEY, sealed(html))
    assert len(content) >= 4096 and padded_length(len(content)) == len(content)


def test_pages_of_one_step_have_one_length():
    assert len({len(sealed("x" * length)) for length in range(0, 4045, 400)}) == 1


def test_the_same_page_gives_the_same_bytes():
    assert sealed() == sealed()


@pytest.mark.parametrize(
    "change", [{"html": "<p>Hello!</p>"}, {"page_id": "b" * 16}, {"audience": "sponsors"}, {"key": KEY[::-1]}]
)
def test_any_change_gives_another_iv(change):
    assert sealed(**change)[64:96] != sealed()[64:96]


def test_a_fresh_page_differs_each_time_and_opens_to_the_same():
    one, other = sealed(fresh=True), sealed(fresh=True)
    assert one != other and open_page(KEY, one) == open_page(KEY, other)


def test_every_changed_digit_of_a_page_is_refused():
    message = seal_message(KEY, b"<p>Hello, this is three blocks of text</p>", iv=bytes(16))
    for at, digit in enumerate(message):
        for bit in (1, 2):
            changed = message[:at] + format(int(digit, 16) ^ bit, "x") + message[at + 1 :]
            with pytest.raises(SealError):
                open_page(KEY, changed)


def test_every_cut_of_a_page_is_refused():
    message = seal_message(KEY, b"<p>Hello, this is three blocks of text</p>", iv=bytes(16))
    for length in range(len(message)):
        for cut in (message[:length], message[length + 1 :]):
            with pytest.raises(SealError):
                open_page(KEY, cut)


@pytest.mark.parametrize(
    "change",
    [
        {"cohort": "Cause way"},
        {"cohort": ""},
        {"page_id": "index"},
        {"page_id": "a" * 15 + "1"},
        {"audience": "-->"},
        {"audience": ""},
    ],
)
def test_a_page_without_a_proper_place_is_not_sealed(change):
    with pytest.raises(SealError):
        sealed(**change)


def test_half_a_character_is_refused_before_sealing():
    with pytest.raises(SealError, match="half a character"):
        sealed("\ud83e")


@pytest.mark.parametrize("gap", ["", " ", "\n\t "])
def test_message_and_salt_are_found_as_stock_staticrypt_finds_them(gap):
    html = (
        f'<script>const config = {{"staticryptEncryptedMsgUniqueVariableName":{gap}"ab12","isRememberEnabled":true,'
        f'"staticryptSaltUniqueVariableName":{gap}"cd34"}};</script>'
    )
    assert extract(html) == ("ab12", "cd34")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>x</p>",
        '"staticryptEncryptedMsgUniqueVariableName":"ab"',
        '"staticryptSaltUniqueVariableName":"cd"',
        '"staticryptEncryptedMsgUniqueVariableName":"" "staticryptSaltUniqueVariableName":"cd"',
    ],
)
def test_a_file_without_message_and_salt_holds_no_page(html):
    assert extract(html) is None
