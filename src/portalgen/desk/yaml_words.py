"""Write single values as YAML that every reader takes for the same text. Pure."""

import re
from datetime import date

_PLAIN = re.compile(r"[^\W\d_][\w .&'’“”(/)%+-]*[\w.)’”%]|[^\W\d_]")
_RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_SHORT = {"\n": "\\n", "\t": "\\t"}


def yaml_value(value: object) -> str:
    """Return a value as it stands behind `key: `, plain where that is safe and in quotes where it is not."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(yaml_value(entry) for entry in value)}]"
    text = str(value)
    if _PLAIN.fullmatch(text) and " #" not in text and "  " not in text and text.casefold() not in _RESERVED:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_UNSEEN.sub(_escape, escaped)}"'


def _escape(found: re.Match[str]) -> str:
    letter = found.group(0)
    if "\ud800" <= letter <= "\udfff":  # half a character stands for nothing
        return ""
    return _SHORT.get(letter) or f"\\u{ord(letter):04x}"
