"""The picture at the head of the README is what the stages make of its sentence."""

from __future__ import annotations

from pathlib import Path

from jangmadang import open_corpus

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
PICTURE = README.partition("One sentence becomes rows:\n\n```text\n")[2].partition("```")[0].splitlines()


def columns(line: str, *starts: int) -> list[str]:
    """What stands in a line from each column on, up to two blanks."""
    return [line[start:].partition("  ")[0] for start in starts]


def test_names_stand_under_their_words(facts_data):
    sentence, _, mentions, entities, *_ = PICTURE
    with open_corpus(facts_data) as corpus:
        rows = list(corpus.query("select text, label, entity_id from mentions where text in ('rice', 'Hyesan')"))
    found = {row["text"]: [row["label"], row["entity_id"]] for row in rows}
    assert set(found) == {"rice", "Hyesan"}
    for word, (label, entity) in found.items():
        (shown,) = columns(mentions, sentence.index(word))
        assert [shown, *columns(entities, sentence.index(word))] == [label, entity]


def test_price_and_story_are_those_of_the_sentence(facts_data):
    sentence, *_, prices, stories = PICTURE
    with open_corpus(facts_data) as corpus:
        (price,) = corpus.prices()
        (story,) = corpus.query(
            "select s.title from stories s join articles a on a.story_id = s.id where a.url = ?", [price.url]
        )
    assert price.sentence == sentence
    quoted = f"{price.commodity} | {price.place} | {price.date} | {price.price:g} {price.currency} | {price.quantity:g} {price.unit}"
    assert columns(prices, sentence.index("rice")) == [quoted]
    assert columns(stories, sentence.index("rice")) == [story["title"]]
