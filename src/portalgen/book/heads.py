"""Running heads and feet of a printed book, as rules for its pages: titles in, a style sheet out.

They hold titles, so they travel inside the ciphertext; the reader's browser puts them to work after unlocking.
"""

from collections.abc import Iterable


def page_rules(chapters: Iterable[tuple[str, str]], *, confidential: str) -> str:
    """Return a rule for each chapter, given as (anchor, running head), and one for all pages."""
    rules = [
        f"@page {{ @top-left {{ content: {_text(confidential)} }} "
        '@bottom-right { content: counter(page) " / " counter(pages) } }',
        '@page cover { @top-left { content: "" } @bottom-right { content: "" } @bottom-left { content: "" } }',
    ]
    for anchor, head in chapters:
        rules.append(f"@page {anchor} {{ @top-right {{ content: {_text(head)} }} }}")
        rules.append(f"#{anchor} {{ page: {anchor} }}")
    return "\n".join(rules) + "\n"


def _text(text: str) -> str:
    """Return a text as a CSS string; angle brackets are written as numbers, so that no element could end early."""
    escaped = "".join(
        letter if letter.isalnum() or letter in " .,:;!?'’–-()" else f"\\{ord(letter):x} " for letter in text
    )
    return f'"{escaped}"'
