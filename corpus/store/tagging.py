"""The tag stage's side of the store: what to tag of an article, and where its mentions go."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import Mention, Skip
from corpus.store.articles import Corpus

STAGE = "tag"


@dataclass(frozen=True, kw_only=True, slots=True)
class TagJob:
    """One article's texts to tag: (field, text) pairs, the mentions known already, and its earlier versions' texts.

    `body` is the article's text, which says how its title is to be read.
    """

    article_id: str
    fingerprint: str
    texts: tuple[tuple[str, str], ...]
    body: str = ""
    reused: tuple[Mention, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tagged:
    """One article's mentions, and the names (text, label) in each of its versions by the time of their fetch.

    `skip` says why it could not be tagged.
    """

    article_id: str
    fingerprint: str
    mentions: tuple[Mention, ...]
    version_names: tuple[tuple[str, frozenset[tuple[str, str]]], ...] = ()
    skip: Skip | None = None


def tag_job(corpus: Corpus, key: str, *, version: str) -> TagJob:
    """What there is to tag of an article; the mentions of a text tagged by this version before are taken over."""
    row = corpus.article(key)
    assert row is not None, key
    fields = {"title": row["title"], "caption": row["captions"], "text": row["text"]}
    reused = corpus.mentions_of_text(row["text_hash"], pipeline=version)
    if reused is not None:
        del fields["text"]
    return TagJob(
        article_id=key,
        fingerprint=row["fingerprint"],
        texts=tuple((field, text) for field, text in fields.items() if text),
        body=row["text"],
        reused=tuple(reused or ()),
        versions=tuple(
            (old["fetched_at"], "\n".join((old["title"], old["text"], old["captions"]))) for old in corpus.versions(key)
        ),
    )


def save_tagged(corpus: Corpus, tagged: Tagged, *, version: str) -> None:
    """Store what was found, and that the stage is done with this text."""
    corpus.save_mentions(tagged.article_id, tagged.mentions, pipeline=version)
    for fetched_at, names in tagged.version_names:
        corpus.save_version_names(tagged.article_id, fetched_at, sorted(names))
    corpus.mark_done(STAGE, tagged.article_id, version=version, input=tagged.fingerprint)
