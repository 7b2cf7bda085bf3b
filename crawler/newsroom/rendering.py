"""HTML of the newsroom's pages: one folder of jinja2 templates an outlet, shared ones for the odd kinds of page."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from crawler.newsroom.press import Desk, Edition, Story

QUOTES = (
    *(("Hang Seng", 24_310.0), ("Shanghai Comp", 3_377.0), ("Nikkei 225", 38_900.0), ("KOSPI", 2_655.0)),
    *(("S&P 500", 5_980.0), ("FTSE 100", 8_710.0), ("Crude Oil", 71.4), ("Gold", 2_901.0), ("USD/CNY", 7.21)),
    ("Bitcoin USD", 84_200.0),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """Where a page stands: its desk, its address and moment, and the other stories it can point to."""

    desk: Desk
    base: str
    bases: Mapping[str, str]
    now: datetime
    others: Sequence[tuple[Story, Edition]]

    def besides(self, story: Story) -> Sequence[tuple[Story, Edition]]:
        """The other stories, without this one."""
        return [pair for pair in self.others if pair[0].id != story.id]

    @property
    def today(self) -> datetime:
        """The moment of the visit in the outlet's own zone."""
        return self.now.astimezone(self.desk.timezone)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """One line of a finance portal's ticker, already formatted."""

    name: str
    value: str
    change: str


def article_page(story: Story, edition: Edition, view: View) -> bytes:
    """The page of a story of any kind, in the encoding that the story is served in."""
    template = f"{view.desk.templates}/article.html" if story.kind in _AS_ARTICLE else f"kinds/{story.kind}.html"
    text = render(
        template,
        view=view,
        desk=view.desk,
        story=story,
        edition=edition,
        local=story.published.astimezone(view.desk.timezone),
        updated=edition.since.astimezone(view.desk.timezone),
        charset=declared_charset(story, view.desk),
        quotes=market_quotes(f"{story.path}{view.now:%Y%m%d%H}"),
        canonical=canonical(story, view),
    )
    if story.broken:
        text = broken_html(text)
    return text.encode(story.charset or view.desk.charset, "xmlcharrefreplace")


_AS_ARTICLE = {"article", "off-topic", "short", "paywall-teaser"}


def list_page(view: View, *, heading: str) -> bytes:
    """A front or section page: the outlet's own frame around its newest headlines."""
    quotes = market_quotes(f"{heading}{view.now:%Y%m%d%H}")
    text = render(
        f"{view.desk.templates}/base.html",
        view=view,
        desk=view.desk,
        story=None,
        heading=heading,
        charset=view.desk.charset,
        quotes=quotes,
    )
    return text.encode(view.desk.charset, "xmlcharrefreplace")


def special_page(kind: str, view: View) -> bytes:
    """A page that belongs to no story: "not-found", "challenge" or "consent-wall"."""
    return render(f"kinds/{kind}.html", view=view, desk=view.desk, story=None, charset="utf-8", quotes=()).encode()


def canonical(story: Story, view: View) -> str:
    """What the page says its own address is; a republished copy points to the outlet it was taken from."""
    if story.relation == "syndicated" and story.of and story.outlet == "demo_basket":
        source = story.of.partition("/")[0]
        return f"{view.bases[source]}/"
    return view.base + story.path


def declared_charset(story: Story, desk: Desk) -> str:
    """The charset named in the page; Windows-1252 is announced as ISO-8859-1, as so many pages do."""
    charset = story.charset or desk.charset
    return "iso-8859-1" if charset == "windows-1252" else charset


def market_quotes(seed: str) -> tuple[Quote, ...]:
    """Index quotes that differ from page to page and hour to hour, the same for the same seed."""
    chance = random.Random(seed)
    quotes = []
    for name, level in QUOTES:
        change = chance.uniform(-1.9, 1.9)
        value = level * (1 + change / 100)
        quotes.append(Quote(name=name, value=f"{value:,.2f}", change=f"{level * change / 100:+,.2f} ({change:+.2f}%)"))
    return tuple(quotes)


def broken_html(text: str) -> str:
    """The page as careless software leaves it: paragraphs and boxes unclosed, tags crossed, no end."""
    text = text.replace("</p>", "").replace("</li>", "")
    text = re.sub(r"</div>", "", text, count=2)
    text = text.replace("<main", "<b><i><main", 1).replace("</main>", "</b></main></i>", 1)
    return text.replace("</body>", "").replace("</html>", "")


def render(template: str, **values: Any) -> str:
    """A template's text with these values."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("crawler.newsroom"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["author_objects"] = _author_objects
    environment.filters["time"] = lambda moment, pattern: format(moment, pattern)
    environment.filters["iso"] = lambda moment: moment.isoformat(timespec="seconds")
    return environment


def _author_objects(story: Story) -> list[dict[str, str]]:
    """The authors as JSON-LD has them."""
    return [{"@type": "Person", "name": name} for name in story.authors]
