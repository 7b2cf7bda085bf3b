"""`jangmadang brief`: what is new, as Markdown, HTML or JSON."""

from __future__ import annotations

from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.cli.options import Count, data_option, json_option, time_option
from corpus.read.counted import count_words

if TYPE_CHECKING:
    from corpus.read.brief import Brief, BriefLine, BriefSection

STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1d1c1a}"
    "h1,h2{line-height:1.2}h2{margin-top:2rem;font-size:1.1rem}li{margin:.5rem 0}"
    ".detail{color:#5b5852;font:13px sans-serif}blockquote{margin:.2rem 0 .2rem 1rem;color:#3a3834}"
)


@click.command()
@data_option
@click.option("--days", type=click.IntRange(1, 366), default=7, show_default=True, help="So many days back.")
@time_option("--until", "Up to this day, which is included.  [default: that of the newest article]")
@click.option("--lines", type=Count(), default=12, show_default=True, help="Lines of a section at most.")
@click.option("--desk", default="", help="The address of `jangmadang serve`, for links to its pages.")
@click.option("--html", "as_html", is_flag=True, help="Print a page of HTML, fit for mail.")
@json_option
def brief(data: Path, days: int, until: datetime | None, lines: int, desk: str, as_html: bool, as_json: bool) -> None:
    """Print what is new: events, plants, visits, prices, first names, edits, outlets in trouble. Markdown, or HTML.

    \b
    Examples:
      jangmadang brief
      jangmadang brief --days 30 --html > month.html
      jangmadang brief --desk https://desk.example.org | mail -s "The week" desk@example.org
    """
    from dataclasses import asdict

    from corpus.cli.console import print_json
    from corpus.cli.reading import open_corpus
    from corpus.read.brief import brief_days, read_brief
    from corpus.store.leaving import leaving
    from corpus.times import now

    db = open_corpus(data)
    span = brief_days(db, days=days, until=until.date() if until else None, now=now())
    found = leaving(read_brief(db, span, lines=lines))
    if as_json:
        print_json(asdict(found))
    else:
        click.echo(as_page(found, desk=desk) if as_html else as_markdown(found, desk=desk))


def as_markdown(brief: Brief, *, desk: str = "") -> str:
    """The brief as Markdown; a line leads to its article, or to the desk's page where `desk` says where that is."""
    parts = [f"# {brief.since} to {brief.until}\n\n{count_words(brief.articles, 'article')} came in."]
    for section in brief.sections:
        parts.append(f"## {section.title}\n")
        for line in section.lines:
            link = _link(line, desk)
            text = f"[{_plain(line.text)}]({link})" if link else _plain(line.text)
            detail = f" ({_plain(line.detail)})" if line.detail else ""
            parts.append(f"- {text}{detail}" + (f"\n  > {_plain(line.sentence)}" if line.sentence else ""))
        if section.more:
            more = _more(section)
            told = f"[{more}]({desk.rstrip('/')}{section.path})" if desk else f"{more} (--lines)"
            parts.append(f"- and more: {told}")
    return "\n".join(parts).replace("\n## ", "\n\n## ")


def as_page(brief: Brief, *, desk: str = "") -> str:
    """The brief as one page of HTML that loads nothing."""
    parts = []
    for section in brief.sections:
        parts.append(f"<h2>{escape(section.title)}</h2>\n<ul>")
        for line in section.lines:
            link = _link(line, desk)
            text = f'<a href="{escape(link)}">{escape(line.text)}</a>' if link else escape(line.text)
            detail = f' <span class="detail">{escape(line.detail)}</span>' if line.detail else ""
            quote = f"<blockquote>{escape(line.sentence)}</blockquote>" if line.sentence else ""
            parts.append(f"<li>{text}{detail}{quote}</li>")
        more = _more(section)
        if desk:
            more = f'<a href="{escape(desk.rstrip("/") + section.path)}">{more}</a>'
        parts.append(f"<li>and more: {more}</li></ul>" if section.more else "</ul>")
    title = f"{brief.since} to {brief.until}"
    body = "\n".join(parts)
    articles = count_words(brief.articles, "article")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
        f"</head><body>\n<h1>{title}</h1>\n<p>{articles} came in.</p>\n{body}\n</body></html>"
    )


def _link(line: BriefLine, desk: str) -> str:
    """Where a line leads: to the desk, else to the web; no other kind of address is made a link."""
    if desk:
        return desk.rstrip("/") + line.path if line.path else ""
    return line.url if line.url.startswith(("http://", "https://")) else ""


def _more(section: BriefSection) -> str:
    """How much the list of a section holds in all."""
    return f"{section.listed}: {section.total:,} in all" if section.listed else "all"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    one = " ".join(text.split())
    for sign in ("\\", "`", "*", "_", "[", "]", "<", ">"):
        one = one.replace(sign, f"\\{sign}")
    return one
