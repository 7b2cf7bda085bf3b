"""What tells how things stand is told from what tells what happened, by its headline and first sentences."""

from __future__ import annotations

import pytest

from extract.events.standing import OPENINGS, TITLES, standing

CASES = [(language, example) for language, (_, examples) in TITLES.items() for example in examples]
FIRST = [(language, example) for language, (_, examples) in OPENINGS.items() for example in examples]


@pytest.mark.parametrize(("language", "title"), CASES)
def test_every_example_of_a_headline_counts(language: str, title: str) -> None:
    assert standing(title, "", language) == 0.5


@pytest.mark.parametrize(("language", "opening"), FIRST)
def test_every_example_of_a_beginning_counts(language: str, opening: str) -> None:
    assert standing("", opening, language) >= 0.25


@pytest.mark.parametrize(
    ("language", "title", "opening"),
    [
        (
            "en",
            "A town that knots nets",
            "Every morning the boats leave. Jang, 51, sits on the quay, as she has for decades.",
        ),
        ("ko", "[르포] 소금밭의 하루", "해마다 봄이면 물을 댄다. 염부 리 씨(58)는 대개 새벽에 나온다."),
    ],
)
def test_feature_reads_like_one(language: str, title: str, opening: str) -> None:
    assert standing(title, opening, language) >= 0.75


@pytest.mark.parametrize(
    ("language", "title", "opening"),
    [
        ("en", "Salt works halts after dyke breaks", "The Kwangryangman salt works stopped on May 4, a source said."),
        ("en", "Inside N. Korea: Salt rations cut by half", "Officials in Onchon cut rations on May 4, a source said."),
        ("ko", "광량만제염소, 둑 터져 조업 중단", "광량만제염소가 4일 조업을 멈췄다고 소식통이 전했다."),
    ],
)
def test_news_does_not(language: str, title: str, opening: str) -> None:
    assert standing(title, opening, language) == 0.0


def test_language_without_patterns_says_nothing() -> None:
    assert standing("How the nets are knotted", "Every morning", "de") == 0.0
