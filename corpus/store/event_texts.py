"""What the events stage reads: the article that stands for a story, the names in it, and stories as members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from corpus.schema.sqlite_library import Database
from corpus.store.derived import day_in_korea
from corpus.store.event_records import NamedIn, StoryText, ToldStory


def story_texts(
    db: Database, stories: Sequence[str], *, media: Mapping[str, str]
) -> dict[str, tuple[StoryText, list[NamedIn]]]:
    """The text and names of each of these stories that is there still; `media` are those of `media_by_name`."""
    found = {}
    for some, marks in portions(stories):
        rows = db.execute(
            # a time known to the month or less is no day
            "select s.id, a.id, case when a.published_precision in ('month', 'year') then null else s.first_published"
            " end, a.outlet, coalesce(o.name, a.outlet), a.language, a.title, a.text from stories s"
            " join articles a on a.id = s.representative_id left join outlets o on o.id = a.outlet"
            f" where s.id in ({marks})",
            some,
        ).fetchall()
        for story, article, first, outlet, outlet_name, language, title, text in rows:
            found[story] = (
                StoryText(
                    story=story,
                    article=article,
                    outlet=outlet,
                    outlet_name=outlet_name,
                    medium=media.get(outlet_name.lower()),
                    language=language,
                    day=day_in_korea(first),
                    title=title,
                    text=text,
                ),
                names_in(db, article),
            )
    return found


def names_in(db: Database, article: str) -> list[NamedIn]:
    """An article's mentions of entities, in the order of the text."""
    rows = db.execute(
        "select m.field, m.start, m.end, m.sent_start, m.sent_end, m.text, e.label, m.entity_id, e.kind, e.parent_id,"
        " e.country from mentions m join visible_entities e on e.id = m.entity_id where m.article_id = ?"
        " order by m.field, m.start",
        [article],
    ).fetchall()
    names = tuple(each.name for each in fields(NamedIn))
    return [NamedIn(**dict(zip(names, row, strict=True))) for row in rows]


def told_stories(db: Database, stories: Sequence[str], *, media: Mapping[str, str]) -> dict[str, ToldStory]:
    """These stories as members of events; `media` are those of `media_by_name`."""
    found = {}
    for some, marks in portions(stories):
        cites = _sets(
            db, f"select story_id, cited_id from event_citations where leading and story_id in ({marks})", some
        )
        translates = _translations(db, some, marks)
        outlets = _sets(db, f"select story_id, outlet from articles where story_id in ({marks})", some)
        rows = db.execute(
            "select s.id, s.title, s.first_published, s.last_published, s.articles,"
            " coalesce(s.origin, o.name, a.outlet), coalesce(o.family, a.outlet), a.language,"
            " coalesce(o.name, a.outlet)"
            " from stories s join articles a on a.id = s.representative_id left join outlets o on o.id = a.outlet"
            f" where s.id in ({marks})",
            some,
        ).fetchall()
        for id, title, first, last, articles, origin, family, language, outlet_name in rows:
            # a copy is told by the agency that it credits
            source = media.get(origin.lower()) or media.get(outlet_name.lower())
            found[id] = ToldStory(
                id=id,
                title=title,
                first_published=first,
                last_published=last,
                articles=articles,
                outlets=frozenset(outlets.get(id, ())),
                origin=origin,
                family=family,
                language=language,
                source=source,
                cites=frozenset(cites.get(id, set()) - {source}),
                translates=frozenset(translates.get(id, set()) - {id}),
            )
    return found


def _translations(db: Database, stories: Sequence[str], marks: str) -> dict[str, set[str]]:
    """The stories that each of these translates, or is translated by."""
    found: dict[str, set[str]] = {}
    for own, other in (("article_id", "other_id"), ("other_id", "article_id")):
        linked = _sets(
            db,
            f"select a.story_id, o.story_id from articles a join story_links l on l.{own} = a.id"
            f" and l.relation = 'translation' join articles o on o.id = l.{other}"
            f" where o.story_id is not null and a.story_id in ({marks})",
            stories,
        )
        for story, others in linked.items():
            found.setdefault(story, set()).update(others)
    return found


def _sets(db: Database, query: str, values: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, value in db.execute(query, [*values]).fetchall():
        found.setdefault(key, set()).add(value)
    return found


def current_stories(db: Database, articles: Sequence[str]) -> dict[str, str]:
    """The stories that these articles, or the stories once named after them, are in now."""
    found: dict[str, str] = {}
    for some, marks in portions(articles):
        query = f"select id, story_id from articles where story_id is not null and id in ({marks})"
        found.update(db.execute(query, some).fetchall())
    return found


def media_names(db: Database, entities: Sequence[str]) -> dict[str, str]:
    """The names of entities by id."""
    found: dict[str, str] = {}
    for some, marks in portions(entities):
        found.update(db.execute(f"select id, name from entities where id in ({marks})", some).fetchall())
    return found


def media_by_name(db: Database) -> dict[str, str]:
    """The known media, by each of their names in small letters."""
    rows = db.execute(
        "select e.name, e.id from entities e where e.label = 'ORG' and e.kind = 'media'"
        " union select x.alias, e.id from entities e join entity_aliases x on x.entity_id = e.id"
        " where e.label = 'ORG' and e.kind = 'media'"
    ).fetchall()
    return {name.lower(): key for name, key in sorted(rows, key=lambda row: row[1], reverse=True)}


def portions(values: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """The values a few hundred at a time, each time with as many question marks."""
    for start in range(0, len(values), 500):
        some = list(values[start : start + 500])
        yield some, ", ".join("?" * len(some))
