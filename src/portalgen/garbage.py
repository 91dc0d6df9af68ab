"""When Python looks for garbage: seldom, since nearly all that portalgen makes stays until it ends."""

import gc

ALLOCATIONS = 100_000  # more of them than things that went, between two looks; Python's own count is 700


def look_seldom() -> None:
    """Let this process look for garbage that holds itself only after many things were made."""
    gc.set_threshold(ALLOCATIONS)
