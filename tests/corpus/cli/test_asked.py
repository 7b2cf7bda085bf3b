"""What is asked for and cannot be is one line on stderr and exit code 2; a list that was cut says so."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from corpus.cli import cli
from corpus.cli.show_events import show_events
from corpus.cli.show_stories import show_stories
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh


@pytest.fixture
def read(rason: Corpus) -> Corpus:
    refresh(rason.db)
    return rason


def ask(corpus: Corpus, *words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--data", str(corpus.data)])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("search", "NOT coal"), "'NOT coal' has nothing to look for"),
        (("search", "coal", "--entity", ""), "it is empty"),
        (("search", "coal", "--from", "2026-03-05", "--to", "2026-03-01"), "--from is after --to"),
        (("stories", "--from", "2026-03-05", "--to", "2026-03-01"), "--from is after --to"),
        (("events", "--from", "2026-03-05", "--to", "2026-03-01"), "--from is after --to"),
        (("stories", "--outlet", "nope"), "no article is from nope"),
        (("events", "--entity", "Rasno"), "no entity is called 'Rasno'; did you mean Rason"),
        (("changes", "--outlet", "nope"), "no article is from nope"),
        (("changes", "--label", "nope"), "no mention has the label NOPE"),
        (("together", "Rason", "라선"), "'Rason' and '라선' are the same thing, place/rason"),
        (("crawl", "--since", "2026-03-05", "--until", "2026-03-01"), "--since is after --until"),
        (("crawl", "--since", "2026-13"), "'2026-13' is no day; write 2026-03-02"),
        (("crawl", "--via", "wayback"), "--via wayback needs --since"),
    ],
)
def test_what_cannot_be_asked_is_refused(read: Corpus, words: tuple[str, ...], said: str) -> None:
    result = ask(read, *words)
    assert (result.exit_code, result.stdout) == (2, "") and said in result.stderr


@pytest.mark.parametrize("more", [(), ("--csv",)])
def test_a_query_that_is_searched_as_words_says_so(read: Corpus, more: tuple[str, ...]) -> None:
    result = ask(read, "search", "Rason OR NOT market", *more)
    assert result.exit_code == 0 and "searched as Rason" in result.stderr
    assert ask(read, "search", "Rason NOT market", *more).stderr == ""


def test_a_filter_that_nothing_matches_is_no_lack(read: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no change matches that" in ask(read, "changes", "--outlet", "wire").stdout
    assert "no article has changed" in ask(read, "changes").stdout
    for of, said in ((3, "matches that"), (0, "yet; `jangmadang")):
        show_stories([], of=of)
        show_events([], of=of)
        assert capsys.readouterr().out.count(said) == 2


def test_a_cut_list_says_so(read: Corpus) -> None:
    for story in ("a", "b", "c"):
        read.db.execute(
            "insert into stories(id, representative_id, title, articles, outlets, independent, origin, origin_why)"
            " values (?1, ?1, 'Coal', 1, 1, 1, 'wire', 'earliest')",
            [story],
        ).close()
    for form in ((), ("--json",)):
        result = ask(read, "stories", "--limit", "2", *form)
        assert result.stderr == f"2 of {_stories(read)} (--limit)\n"
    assert ask(read, "stories").stderr == ""


def _stories(read: Corpus) -> int:
    return len(json.loads(ask(read, "stories", "--limit", "99", "--json").stdout))


def test_one_of_a_kind_is_counted_as_one(read: Corpus) -> None:
    assert "1 mention in 1 article," in ask(read, "entity", "Rason").stdout
