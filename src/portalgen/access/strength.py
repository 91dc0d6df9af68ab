"""How strong a convener's own passphrase is: judged by zxcvbn, which knows words, names, dates and keyboards."""

from math import log2

from portalgen.errors import UsageError

LEAST_BITS = 70  # a ciphertext can be guessed at offline and forever; docs/THREATS.md has the sum
_JUDGED = 72  # characters: zxcvbn reads no more; what follows can only add


def strength_bits(passphrase: str) -> float:
    """Return the strength in bits: log2 of the guesses that a good guesser needs."""
    from zxcvbn import zxcvbn

    return log2(max(1.0, float(zxcvbn(passphrase[:_JUDGED])["guesses"]))) if passphrase else 0.0


def check_strength(passphrase: str, *, weak_ok: bool) -> None:
    """Raise UsageError for a passphrase under 70 bits, unless the convener has said that they know."""
    bits = strength_bits(passphrase)
    if bits < LEAST_BITS and not weak_ok:
        what = f"this passphrase is worth about {bits:.0f} bits; {LEAST_BITS} are the least"
        raise UsageError(what, hint="leave it to portalgen (77 bits), make it longer, or say --weak-ok")
