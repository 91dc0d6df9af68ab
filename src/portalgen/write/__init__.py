"""Put sealed and public files on disk: staged beside the target, then swapped in at once.

Accepts `SealedFile | PublicFile` and nothing else. Deletes only what portalgen wrote.
"""
