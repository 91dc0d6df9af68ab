"""Text for files made of lines, such as calendars and cards: nothing in it can end a line or hide in one."""

import re

_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # all that str.splitlines takes for an end
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")  # RFC 5545 allows no control but the tab


def plain_text(text: str) -> str:
    """Return text whose lines end in a line feed, without other control characters and half characters."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """Return plain text with a space in place of each line break."""
    return plain_text(text).replace("\n", " ")
