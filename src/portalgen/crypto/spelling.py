"""JSON, base64 and hex in one spelling: text of any other shape is a ValueError, never a guess (docs/SPEC.md)."""

import base64
import json
import re
from typing import Any

_HEX = re.compile(r"(?:[0-9a-f]{2})*")


def to_json(value: object) -> str:
    """Return canonical JSON: keys sorted, no spaces, letters beyond ASCII as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_json(text: bytes | str) -> dict[str, Any]:
    """Return the JSON object that `text`, UTF-8 without a byte order mark, holds. Raises ValueError for all else."""
    try:
        value = json.loads(text if isinstance(text, str) else text.decode("utf-8"))
    except RecursionError as fault:  # thousands of brackets: a bomb, not a file
        raise ValueError("JSON nested too deeply") from fault
    if not isinstance(value, dict):
        raise ValueError("no JSON object")
    return value


def to_base64(content: bytes) -> str:
    """Return standard base64 with padding."""
    return base64.b64encode(content).decode("ascii")


def from_base64(text: object) -> bytes:
    """Return the bytes that `text` spells. Raises ValueError where `to_base64` would spell them otherwise."""
    if not isinstance(text, str):
        raise ValueError("no base64")
    content = base64.b64decode(text, validate=True)
    if to_base64(content) != text:
        raise ValueError("base64 of another spelling")
    return content


def from_hex(text: object, length: int) -> bytes:
    """Return the `length` bytes that lower-case hex spells. Raises ValueError for all else."""
    if not isinstance(text, str) or len(text) != 2 * length or not _HEX.fullmatch(text):
        raise ValueError("no lower-case hex of this length")
    return bytes.fromhex(text)


def is_count(value: object, least: int, most: int) -> bool:
    """Tell whether `value` is a whole number from `least` to `most`; true and 1.0 are none."""
    return type(value) is int and least <= value <= most
