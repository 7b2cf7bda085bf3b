"""How results look in a terminal."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby

import click
from rich.text import Text

from corpus.cli.calling import as_typed
from corpus.cli.console import indented, out, print_json, rows, table
from corpus.labels import LABELS
from corpus.read.counted import count_words
from corpus.read.edits import Change
from corpus.read.entity import Month, Profile
from corpus.read.stats import Stats
from corpus.search.hits import Results, Snippet
from corpus.search.suggestions import Suggestion
from corpus.store.leaving import leaving
from corpus.times import shown_day


def marked(snippet: Snippet) -> Text:
    """The snippet with its names marked: in colour on a terminal, between « and » elsewhere."""
    text = Text(snippet.text)
    if out.is_terminal:
        for start, end, label in snippet.marks:
            text.stylize(f"bold {LABELS[label].colour if label in LABELS else 'cyan'}", start, end)
        return text
    plain = snippet.text
    for start, end, _ in sorted(snippet.marks, reverse=True):
        plain = f"{plain[:start]}«{plain[start:end]}»{plain[end:]}"
    return Text(plain)


def show_results(results: Results, query: str, *, as_json: bool) -> None:
    """Print search results: each article's date, outlet and title, then its sentences."""
    if as_json:
        print_json(asdict(leaving(results)))
        return
    say_searched_as(results)
    if not results.total:
        out.print(f"nothing matches {query!r}", markup=False)
        _show_meant(results.suggestions)
        _show_longer(results.longer)
        return
    shown = f", the newest {len(results.hits)} shown (--limit)" if len(results.hits) < results.total else ""
    out.print(Text(f"{count_words(results.total, 'article')}{shown}", "bold"))
    for hit in results.hits:
        head = Text.assemble(
            "\n",
            (shown_day(hit.published, hit.published_precision), "cyan"),
            "  ",
            (hit.outlet, "dim"),
            "  ",
            (hit.title, "bold"),
        )
        out.print(head)
        for snippet in hit.snippets:
            out.print(indented(marked(snippet)))
        out.print(indented(Text(hit.url, "dim")))
    _show_meant(results.suggestions)
    _show_longer(results.longer)


def say_searched_as(results: Results) -> None:
    """Say on stderr what was looked for where the query's operators do not fit together."""
    if results.searched_as:
        said = f"AND, OR, NOT and parentheses do not fit together here: searched as {results.searched_as}"
        click.echo(said, err=True)


def _show_meant(suggestions: Sequence[Suggestion]) -> None:
    """Say what may have been meant."""
    if suggestions:
        said = ", ".join(f"{each.text} ({each.id})" if each.id else each.text for each in suggestions)
        out.print(f"did you mean: {said}?", markup=False)


def _show_longer(longer: Sequence[Suggestion]) -> None:
    """Say which longer names begin with the text."""
    if longer:
        said = ", ".join(f"{each.text} ({each.id})" for each in longer)
        out.print(f"names that begin so: {said}", markup=False)


def show_profile(profile: Profile, *, others: Sequence[str] = ()) -> None:
    """Print an entity's profile."""
    entity = profile.entity
    kind = ", ".join(value for value in (entity.label, entity.kind, entity.status) if value)
    out.print(Text.assemble((entity.name, "bold"), f"  {kind}  ", (entity.id, "dim")))
    for what, related in groupby(profile.relations, key=lambda relation: relation.what):
        out.print(f"{what} {_shortened([relation.name for relation in related], 8)}", markup=False)
    facts = [
        f"{entity.lat:.3f}, {entity.lon:.3f}" if entity.lat is not None else "",
        f"Wikidata {entity.wikidata}" if entity.wikidata else "",
        f"GeoNames {entity.geonames}" if entity.geonames else "",
        f"HS {entity.hs_code}" if entity.hs_code else "",
    ]
    if any(facts):
        out.print("; ".join(fact for fact in facts if fact), markup=False)
    if profile.aliases:
        made = sorted(profile.aliases, key=lambda alias: alias.source == "rule")
        out.print(Text.assemble(("also  ", "dim"), _shortened([alias.alias for alias in made], 24)))
    out.print(
        f"{count_words(entity.mentions, 'mention')} in {count_words(entity.articles, 'article')},"
        f" {count_words(entity.stories, 'story', 'stories')};"
        f" first {shown_day(entity.first_seen)}, last {shown_day(entity.last_seen)}"
    )
    if profile.doubt:
        out.print(f"? {profile.doubt}")
    if profile.written:
        out.print(f"written {_shortened(list(profile.written), 4)}", markup=False)
    if profile.named_until:
        out.print(f"named until {shown_day(profile.named_until)}, when the last article that did was edited")
    _show_months(profile.months[-12:])
    _show_tables(profile)
    for quote in profile.sentences:
        out.print(
            Text.assemble(
                "\n", (shown_day(quote.published, quote.published_precision), "cyan"), "  ", (quote.outlet, "dim")
            )
        )
        for snippet in quote.snippets[:1]:
            out.print(indented(marked(snippet)))
    if others:
        out.print(f"\nothers of that name: {', '.join(others)}", markup=False)


def _show_months(months: Sequence[Month]) -> None:
    highest = max((month.stories for month in months), default=0)
    if highest:
        grid = table("month", ">stories", ">mentions", "")
        bars = [(m.month, m.stories, m.mentions, "█" * round(24 * m.stories / highest)) for m in months]
        out.print()
        out.print(rows(grid, bars))


def _show_tables(profile: Profile) -> None:
    """Activity, co-mentions and outlets, the most of each first; and the edits that took the name out."""
    if profile.activity:
        grid = table("month", "reported", ">stories", ">independent")
        out.print()
        out.print(rows(grid, [(a.month, a.kind, a.stories, a.independent) for a in profile.activity[-12:]]))
    if profile.co_mentions:
        grid = table("named with", "label", ">stories", ">articles")
        out.print()
        out.print(rows(grid, [(c.name, c.label, c.stories, c.articles) for c in profile.co_mentions[:15]]))
    if profile.sources:
        sources = ", ".join(f"{source.outlet} {source.articles}" for source in profile.sources[:10])
        out.print(f"\noutlets  {sources}")
    for lost in profile.lost_names[:5]:
        out.print(f"{shown_day(lost.at)}  {lost.outlet} took {lost.name!r} out of {lost.title!r}", markup=False)


def show_stats(counts: Stats) -> None:
    """Print the counts of a corpus."""
    out.print(
        f"{count_words(counts.articles, 'article')} in {count_words(counts.stories, 'story', 'stories')},"
        f" {shown_day(counts.first_published)} to {shown_day(counts.last_published)}"
    )
    labels = table("label", ">mentions", ">entities")
    out.print()
    out.print(rows(labels, [(k, f"{n:,}", f"{counts.entities.get(k, 0):,}") for k, n in counts.mentions.items()]))
    for title, unit, counted in (
        ("outlet", "articles", counts.outlets),
        ("language", "articles", counts.languages),
        ("stage: outcome", "pages", counts.outcomes),
    ):
        if counted:
            out.print()
            out.print(rows(table(title, f">{unit}"), list(counted.items())))
    show_outdated(counts.outdated)


def show_outdated(outdated: Mapping[str, int]) -> None:
    """Say how much was done by older versions of the stages, and how to bring it up to date."""
    if outdated:
        counted = ", ".join(f"{stage} {count:,}" for stage, count in outdated.items())
        redo = as_typed("`jangmadang run --stale --budget 20m` redoes them, oldest first")
        out.print(f"\ndone by an older version: {counted}; {redo}", markup=False)


def show_changes(found: Sequence[Change], *, narrowed: bool) -> None:
    """Print edits with their difference, and withdrawals; `narrowed` where not all were asked for."""
    if not found:
        out.print("no change matches that" if narrowed else "no article has changed after publication")
    for change in found:
        out.print(
            Text.assemble(
                "\n",
                (change.at[:16].replace("T", " "), "cyan"),
                "  ",
                (change.outlet, "dim"),
                f"  {change.kind}  ",
                (change.title, "bold"),
            )
        )
        for word, names in (("appeared", change.appeared), ("vanished", change.vanished)):
            if names:
                out.print(f"  names that {word}: " + ", ".join(f"{text} ({label})" for text, label in names))
        if change.kind == "edited":
            for line in difference(change.old_text, change.new_text):
                out.print(indented(Text(line, "red" if line.startswith("-") else "green")))


def difference(old: str, new: str) -> list[str]:
    """The lines taken out ("- …") and put in ("+ …") between two texts."""
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [line for line in lines if line.startswith(("- ", "+ "))]


def _shortened(names: Sequence[str], limit: int) -> str:
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more
