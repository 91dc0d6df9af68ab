"""PDFs, opened and let go: a large one is not held in memory longer, or more often, than it is worked on."""

import gc
import io
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:  # takes a while to load, and most builds read no PDF anew
    from pypdf import PdfReader

LARGE_BYTES = 10_000_000  # what is worth a look for garbage: the parts of a PDF hold on to each other
T = TypeVar("T")


def from_pdf(content: bytes, work: "Callable[[PdfReader], T]") -> T:
    """Return what `work` makes of a PDF; what was read of it is gone from memory then. Raises the errors of pypdf."""
    try:
        return _from_opened(content, work)
    finally:
        if len(content) > LARGE_BYTES:
            gc.collect()


def _from_opened(content: bytes, work: "Callable[[PdfReader], T]") -> T:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told once, in our words
    stream = io.BufferedReader(cast("io.RawIOBase", io.BytesIO(content)))  # a BytesIO itself would be copied
    with PdfReader(stream) as reader:
        return work(reader)
