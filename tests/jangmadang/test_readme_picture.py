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
        (quote,) = corpus.prices()
        titles = list(corpus.query("select title from stories where id = ?", [quote.story_id]))
    assert quote.sentence == sentence
    amount, measure = f"{quote.price:g} {quote.currency}", f"{quote.quantity:g} {quote.unit}"
    start = sentence.index("rice")
    assert columns(prices, start) == [f"{quote.commodity} | {quote.place} | {quote.date} | {amount} | {measure}"]
    assert columns(stories, start) == [title["title"] for title in titles]
