"""Tokens written as HTML: tags without attributes and plain text at once, all else by the rules of markdown-it-py."""

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


class Written(RendererHTML):
    """The same HTML as `patient` writes, by the same rules."""

    def __init__(self, patient: RendererHTML) -> None:
        self.rules = patient.rules

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """Return blocks as HTML, as the class above does."""
        out: list[str] = []
        for number, token in enumerate(tokens):
            if token.type == "inline":
                if token.children:
                    out.append(self._words(token.children, options, env))
            elif token.type in self.rules and (token.meta or token.type != "list_item_open"):
                out.append(self.rules[token.type](tokens, number, options, env))
            elif token.attrs or not token.block or not token.nesting:
                out.append(self.renderToken(tokens, number, options, env))
            elif not token.hidden:
                out.append(_closing(token) if token.nesting < 0 else _opening(tokens, number))
        return "".join(out)

    def _words(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        out: list[str] = []
        for number, token in enumerate(tokens):
            if token.type == "text":
                out.append(escapeHtml(token.content))
            elif token.type == "html_inline":
                out.append(token.content)
            elif token.type in self.rules:
                out.append(self.rules[token.type](tokens, number, options, env))
            elif token.attrs or token.block or token.hidden or not token.nesting:
                out.append(self.renderToken(tokens, number, options, env))
            else:
                out.append(f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>")
        return "".join(out)


def _closing(token: Token) -> str:
    return f"</{token.tag}>\n"


def _opening(tokens: Sequence[Token], number: int) -> str:
    """Return the tag of a block without attributes: lines end where a block stands in it, not where words do."""
    token, after = tokens[number], tokens[number + 1] if number + 1 < len(tokens) else None
    above = "\n" if number and tokens[number - 1].hidden else ""
    if after and (after.type == "inline" or after.hidden or (after.nesting < 0 and after.tag == token.tag)):
        return f"{above}<{token.tag}>"
    return f"{above}<{token.tag}>\n"
