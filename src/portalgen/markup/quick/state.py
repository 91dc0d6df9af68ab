"""The lines of a text, and the tokens made of them: what markdown-it-py's own state holds, found sooner."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from portalgen.markup.quick.tokens import Nesting, made_block

TAB = 4  # columns, as in CommonMark


class BlockState(StateBlock):
    """The state of the block parser, with its lines found by whole lines."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        self.bMarks, self.eMarks, self.tShift, self.sCount = [], [], [], []
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):  # what follows the last end of a line is none if nothing stands in it
            lines.pop()
        begin = 0
        for line in lines:
            blank = len(line) - len(line.lstrip(" \t"))
            self.bMarks.append(begin)
            self.eMarks.append(begin + len(line))
            self.tShift.append(blank)
            self.sCount.append(len(line[:blank].expandtabs(TAB)) if blank else 0)
            begin += len(line) + 1
        # one more, which saves the rules a check
        for marks, last in ((self.bMarks, len(src)), (self.eMarks, len(src)), (self.tShift, 0), (self.sCount, 0)):
            marks.append(last)
        self.bsCount = [0] * (len(lines) + 1)
        self.lineMax = len(lines)

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        """Add a token and return it, as the class above does."""
        if nesting < 0:
            self.level -= 1
        token = made_block(ttype, tag, nesting, self.level)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token
