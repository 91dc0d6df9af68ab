"""Look at a live site as a stranger would, and compare every byte, status and header with what was built.

Holds no key of its own; prints nothing. Whether an odd file is an older one of ours is asked of whoever has the keys.
"""
