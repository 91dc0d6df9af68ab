"""Search messages for words of the content before anything is written or sent, as the audit searches a site."""

from collections.abc import Iterable, Mapping

from portalgen.announce.letter import Letter
from portalgen.announce.occasion import Occasion
from portalgen.audit.canaries import canaries
from portalgen.audit.hidden import Search
from portalgen.errors import LeakError, Problem


def check_quiet(occasion: Occasion, letters: Iterable[tuple[str, Letter]], words: Mapping[str, str]) -> None:
    """Raise LeakError where a word of the content stands in a message: a name, a firm, a title, a line of a text.

    letters: each with the name of its reader, whose own first name is no leak.
    """
    record = occasion.cohort.record
    secret = canaries(occasion.portal, occasion.cohort, occasion.plan) | {one.term for one in record.watchlist}
    ours = "\n".join(words.values()).casefold()
    search = Search(word for word in secret if word.casefold() not in ours)
    for name, letter in letters:
        calendar = letter.attachment.content.replace(b"\r\n ", b"") if letter.attachment else b""
        seen = "\n".join((letter.subject, letter.text, letter.html)).encode("utf-8") + calendar
        for leak in (word for word, _ in search.found_in(seen) if word.casefold() not in name.casefold()):
            hint = (
                "look for it in the codename and the address of cohort.yaml; "
                "if it is a plain word that tells nothing, add it to `ordinary_words`"
            )
            raise LeakError(Problem(f'"{leak}" would stand in the message to {name}; nobody was told', hint=hint))
