"""The vault's content: which cohort has which salt, audiences, passphrases and keys; and who opens what.

Reads and writes the one file `portal.vault`. Knows no content and no pages.
"""
