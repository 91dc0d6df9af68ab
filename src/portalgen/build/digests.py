"""Digests that tell whether anything that a file is made of has changed. Knows values and files, not what they are."""

import io
import os
import pickle
from hashlib import blake2b
from pathlib import Path

DIGEST_BYTES = 16
Sign = tuple[int, int, int, int]
"""Size, inode, time of the content and time of any change, in nanoseconds: what a system knows of a file unopened."""
SETTLED_NS = 2_000_000_000  # FAT tells times in steps of two seconds


def digest_of(*values: object) -> bytes:
    """Return the digest of values that can be pickled: equal for equal values, whichever objects they are made of.

    Sets have no order of their own: give them sorted. A digest that differs without need costs time, no more.
    """
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, protocol=5)
    pickler.fast = True  # without a memo: two equal objects are written as one object twice
    pickler.dump(values)
    return blake2b(stream.getbuffer(), digest_size=DIGEST_BYTES).digest()


def digest_of_bytes(content: bytes) -> bytes:
    """Return the digest of a file's content."""
    return blake2b(content, digest_size=DIGEST_BYTES).digest()


def sign_of(path: Path | str, *, follow: bool = False) -> Sign | None:
    """Return the sign of a file, or of what a link leads to if `follow`; None where there is none."""
    try:
        return sign_from(os.stat(path, follow_symlinks=follow))  # noqa: PTH116 -- thousands of times, and a Path costs more
    except OSError:
        return None


def sign_from(found: os.stat_result) -> Sign:
    """Return the sign of a file that was looked at."""
    return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def is_settled(sign: Sign, now_ns: int) -> bool:
    """Tell whether a later change would surely show: one within the same tick of the disk's clock would not.

    now_ns: the same clock's time after the file was looked at.
    """
    return max(sign[2], sign[3]) + SETTLED_NS < now_ns
