"""Proof before publishing: who opens each page by name, what a stranger sees, and that no word of the content leaks.

Reads the plan, the vault's names and the bytes of the output folder; holds no key and decrypts nothing.
"""
