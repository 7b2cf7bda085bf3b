"""People whom nothing but a name joins to those who are known by it, and things that articles call otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.read.article import view_article
from corpus.read.entity import find_entity, read_profile
from corpus.records import Article, Mention
from corpus.search.same_name import NAME_ALONE, known_by_name_alone, written_otherwise
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh

BANKER = "person/jon-myong-guk"


@pytest.fixture
def banker(corpus: Corpus) -> Corpus:
    """A corpus whose knowledge base has a banker and his bank."""
    for key, label, name, kind in (
        (BANKER, "PERSON", "Jon Myong Guk", "business"),
        ("org/paekma-bank", "ORG", "Paekma Bank", "bank"),
    ):
        corpus.db.execute(
            "insert into entities(id, label, name, kind, status) values (?, ?, ?, ?, 'known')", [key, label, name, kind]
        ).close()
    corpus.db.execute(
        "insert into entity_relations(subject_id, relation, object_id, role, basis, source)"
        " values (?, 'holds office', 'org/paekma-bank', 'Paekma Bank representative', 'knowledge base', 'a list')",
        [BANKER],
    ).close()
    return corpus


def told(corpus: Corpus, article: Article, mention: Callable[..., Mention], **names: str) -> str:
    """Save an article that names a person, and what else is given as words and entity; its id."""
    corpus.save_article(article, page_url=article.url)
    named = {"Jon Myong Guk": BANKER, **{words.replace("_", " "): key for words, key in names.items()}}
    labels = {words: "PERSON" if key == BANKER else "ORG" for words, key in named.items()}
    found = [mention(article.text, words, labels[words]) for words in named]
    corpus.save_mentions(article.id, found, pipeline="by-hand-1")
    for words, key in named.items():
        corpus.db.execute("update mentions set entity_id = ? where text = ?", [key, words]).close()
    refresh(corpus.db)
    return article.id


BRIGADE = "The tunnel was dug in a year. Brigade leader Jon Myong Guk said that his people slept beside the drills."


def test_person_of_another_trade_is_known_by_the_name_alone(
    banker: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]
) -> None:
    key = told(banker, article(text=BRIGADE), mention)
    assert known_by_name_alone(banker.db, [BANKER]) == {BANKER}
    view, person = view_article(banker.db, key), find_entity(banker.db, BANKER)
    assert view is not None and person is not None
    assert [(one.name, one.doubt) for one in view.entities] == [("Jon Myong Guk", NAME_ALONE)]
    assert read_profile(banker.db, person).doubt == NAME_ALONE


@pytest.mark.parametrize(
    "text",
    [
        "Jon Myong Guk, who represents Paekma Bank in Dandong, has not been seen there since the winter holidays.",
        "Dandong's traders miss Jon Myong Guk. The Paekma bank had sent him.",
    ],
)
def test_post_beside_the_name_is_a_fact_that_agrees(
    banker: Corpus, article: Callable[..., Article], mention: Callable[..., Mention], text: str
) -> None:
    told(banker, article(text=text), mention)
    assert known_by_name_alone(banker.db, [BANKER]) == frozenset()


def test_body_in_any_script_and_anywhere_in_the_article_agrees(
    banker: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]
) -> None:
    text = f"{BRIGADE}\n{'The drills came by rail. ' * 20}\nThe bill was paid by 백마은행 in roubles."
    told(banker, article(text=text), mention, 백마은행="org/paekma-bank")
    assert known_by_name_alone(banker.db, [BANKER, "org/paekma-bank"]) == frozenset()


def test_leaders_need_no_second_fact(
    banker: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]
) -> None:
    banker.db.execute("update entities set kind = 'leader' where id = ?", [BANKER]).close()
    told(banker, article(text=BRIGADE), mention)
    assert known_by_name_alone(banker.db, [BANKER]) == frozenset()


@pytest.mark.parametrize(
    ("written", "name", "told"),
    [
        (["Paekma Art House"], "Paekma Overseas Project Group", ("Paekma Art House",)),
        (["Paekma Art House", "Paekma Overseas Project Group"], "Paekma Overseas Project Group", ()),
        (["Paekma Overseas"], "Paekma Overseas Project Group", ()),
        (["백마창작사"], "Paekma Overseas Project Group", ()),
    ],
)
def test_words_that_are_no_part_of_the_name_are_told(written: list[str], name: str, told: tuple[str, ...]) -> None:
    assert written_otherwise(written, name) == told


def test_words_for_a_thing_stand_on_its_page_and_on_the_articles(
    banker: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]
) -> None:
    text = "Jon Myong Guk opened the White Horse Counter, where coins are changed."
    key = told(banker, article(text=text), mention, White_Horse_Counter="org/paekma-bank")
    view, bank = view_article(banker.db, key), find_entity(banker.db, "org/paekma-bank")
    assert view is not None and bank is not None
    assert {one.name: one.written for one in view.entities}["Paekma Bank"] == ("White Horse Counter",)
    assert read_profile(banker.db, bank).written == ("White Horse Counter",)
