"""Tokens made at once: the class of markdown-it-py spends half its time on parts that are nearly always empty."""

from typing import Literal

from markdown_it.token import Token

Nesting = Literal[-1, 0, 1]
_new = Token.__new__


def made(kind: str, tag: str, nesting: Nesting, level: int, content: str = "", markup: str = "") -> Token:
    """Return a token of a piece of text: `Token(kind, tag, nesting)` with these parts set."""
    token = _new(Token)
    token.type = kind
    token.tag = tag
    token.nesting = nesting
    token.attrs = {}
    token.map = None
    token.level = level
    token.children = None
    token.content = content
    token.markup = markup
    token.info = ""
    token.meta = {}
    token.block = False
    token.hidden = False
    return token


def made_block(kind: str, tag: str, nesting: Nesting, level: int, markup: str = "") -> Token:
    """Return a token of a block, as above."""
    token = _new(Token)
    token.type = kind
    token.tag = tag
    token.nesting = nesting
    token.attrs = {}
    token.map = None
    token.level = level
    token.children = None
    token.content = ""
    token.markup = markup
    token.info = ""
    token.meta = {}
    token.block = True
    token.hidden = False
    return token
