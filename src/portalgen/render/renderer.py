"""Draw one page after another: `Renderer` is made once per process and keeps the templates ready."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from portalgen.errors import ContentError, Place, Problem
from portalgen.markup.render import Rendered as Text
from portalgen.markup.render import render as render_text
from portalgen.markup.sanitise import BLANK
from portalgen.model.site import Audience, Markdown, PageId, PlainPage
from portalgen.plan.views import Page
from portalgen.render.dates import Dates, iso
from portalgen.render.gate import CLOSED, Gate, Leak
from portalgen.render.job import RenderJob
from portalgen.render.links import PageLinks, Question
from portalgen.theme.environment import PAGE_IDS, check_ids, environment, template_faults
from portalgen.words import counted

SUMMARY_WORDS = 30
_PARAGRAPH = re.compile(r"<p>((?:(?!</p>).)*)</p>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Body:
    """Rendered Markdown for a template: safe HTML, and its headings as (level, id, text)."""

    html: Markup
    headings: tuple[tuple[int, str, str], ...]

    def __html__(self) -> str:
        return str(self.html)

    def __bool__(self) -> bool:
        return bool(self.html)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page in the clear and what the build must know of it.

    `anchors` are the heading ids in it by source file; `fragments` the (source file, fragment, place) that it
    links to; `wanted` the (audience, path) of its objects; `asked` what it asked of its links.
    """

    page: PlainPage
    source: str
    anchors: frozenset[str]
    fragments: tuple[tuple[str, str, Place], ...]
    wanted: frozenset[tuple[str, str]]
    problems: tuple[Problem, ...]
    leaks: tuple[Leak, ...]
    asked: tuple[Question, ...] = ()


class Renderer:
    """Draws the pages of one site."""

    def __init__(self, job: RenderJob) -> None:
        self.job = job
        self.gate = Gate(job)
        dates = Dates(job.words)
        self._texts: list[tuple[str, Text]] = []
        self._links: PageLinks | None = None
        self._environment = environment(
            job.templates,
            {
                "markdown": self._markdown,
                "line": self._line,
                "plain": self._plain,
                "day": dates.day,
                "shortday": dates.shortday,
                "clock": dates.clock,
                "iso": iso,
                "isoday": dates.isoday,
                "span": dates.span,
                "filesize": dates.filesize,
                "listed": dates.listed,
                "counted": self._counted,
            },
        )
        self._environment.globals["blank"] = BLANK

    def draw(self, page: Page) -> Drawn:
        """Return `page` as HTML. Faults of its Markdown come as problems; a fault of a template raises ContentError."""
        links = PageLinks(self.job, page)
        self._texts, self._links = [], links
        name = f"{page.family}.html"
        with template_faults(name):
            template = self._environment.get_template(name)
            html = template.render(
                page=page,
                view=page.view,
                frame=self.job.frames[page.audience],
                words=self.job.words,
                theme_css=self.job.styles,
            )
        check_ids(html, PAGE_IDS, template.filename or name)
        closed = tuple(self._closed())
        if closed or page.voice == CLOSED:
            links.names()
        plain = PlainPage(self.job.cohort, PageId(page.href.removesuffix(".html")), Audience(page.audience), html)
        return Drawn(
            page=plain,
            source=page.source,
            anchors=frozenset(heading[1] for _, text in self._texts for heading in text.headings),
            fragments=tuple(fragment for _, text in self._texts for fragment in text.fragments),
            wanted=frozenset(links.wanted),
            problems=tuple(problem for _, text in self._texts for problem in text.problems),
            leaks=tuple(self.gate.leaks(page, html, (path for _, path in links.wanted), closed)),
            asked=tuple((name, words, answer) for (name, words), answer in links.asked.items()),
        )

    def _closed(self) -> Iterator[tuple[str, str]]:
        """Yield what is said on a page of a closed room: the file it stands in and its HTML."""
        yield from ((source, block) for source, text in self._texts for block in text.closed)

    def _counted(self, text: str, count: int, **more: object) -> str:
        """Return a text of the words in the form for `count`."""
        return counted(self.job.words, text, count, **more)

    def _line(self, text: Markdown) -> Body:
        """Return a text of one line without a paragraph around it."""
        rendered = self._rendered(text)
        whole = _PARAGRAPH.fullmatch(rendered.html)
        return Body(self._spoken(text, whole.group(1), "span"), ()) if whole else self._body(text, rendered)

    def _markdown(self, text: Markdown) -> Body:
        return self._body(text, self._rendered(text))

    def _body(self, text: Markdown, rendered: Text) -> Body:
        return Body(self._spoken(text, rendered.html, "div"), rendered.headings)

    def _spoken(self, text: Markdown, html: str, element: str) -> Markup:
        """Return HTML that `markup` made safe, marked with its language where that is not the cohort's."""
        language = self.job.languages.get(text.path)
        around = f'<{element} lang="{language}" dir="auto">{html}</{element}>' if language else html
        return Markup(around)  # noqa: S704 -- made safe by `markup`; a language tag is letters and hyphens

    def _plain(self, text: Markdown) -> str:
        """Return the first words of a text as its readers read them; what is wrong with it its own page tells."""
        words = Markup(render_text(text, self._page_links()).html).striptags().split()  # noqa: S704 -- becomes text
        return " ".join(words[:SUMMARY_WORDS]) + ("…" if len(words) > SUMMARY_WORDS else "")

    def _rendered(self, text: Markdown) -> Text:
        rendered = render_text(text, self._page_links())
        self._texts.append((text.path, rendered))
        return rendered

    def _page_links(self) -> PageLinks:
        if self._links is None:
            raise ContentError("a text is drawn outside a page")
        return self._links
