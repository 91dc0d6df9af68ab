"""The formats of docs/SPEC.md as pure functions: bytes and text in, bytes and text out.

The only room that imports `cryptography`. It touches no disk and knows nothing of portalgen but `errors`.
"""
