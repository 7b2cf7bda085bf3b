"""Whom a short line names as its article's authors: a trained model over the line's tokens, its weights as data.

`bench/train_bylines.py` makes byline_weights.json. Each token begins a name, goes on with one or is outside; the best
reading of the whole line is taken where it is enough likelier than that the line names nobody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from extract.fields.byline_words import Run, Token, runs_of, tokens_of
from extract.page.element_names import words_of
from extract.page.trip_records import BylineLine

LONGEST_LINE = 160
OUTSIDE, BEGINS, GOES_ON = 0, 1, 2
LABELS = ("O", "B", "I")
SURE_ALONE = 2.0  # by how much (log) it must be likelier that a line names somebody, to be nothing but a byline
_OF_BYLINES = frozenset(("wrote", "edited", "desk", "title", "place", "and", "read"))
FAR = 4  # tokens between a word for a role and a name
_BOTH = ("·", "・", "/", "／", "、", "and", "и", "및", "&")  # text and pictures are one's
_SOURCES = frozenset(("source", "sources", "来源", "來源", "出处", "出處", "출처", "出典", "配信元", "источник"))
_PARTING = re.compile(r"[;；|｜│ㅣ•\n]")
# What the class of a line's element says, the first that fits.
_CLASSES = (
    ("editor", re.compile(r"\b(editors?|translat\w+|credits?|producer)\b")),
    (
        "author",
        re.compile(
            r"(author|byline|by line|writer|reporter|journalist|contributor|\bby\b"
            r"|(?<!source)(?<!source )(?<!site )name|\b(article )?sign(ed|ature)?\b)"
        ),
    ),
    ("caption", re.compile(r"\b(caption|figcaption|figure|photo|pic|img|image|media|cutline)\b")),
    ("comment", re.compile(r"\b(comments?|user|nick|reply|fn)\b")),
    ("others", re.compile(r"\b(related|tags?|rel|next|more|share|copyright|footer|sidebar|newsletter|breadcrumbs?)\b")),
    ("meta", re.compile(r"\b(meta|info|date|time|source|posted|dateline|published)\b")),
    ("head", re.compile(r"\b(sub|summary|dek|deck|standfirst|lead|kicker|label|title|subtitle|eyebrow)\b")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class BylineModel:
    """`features` gives a feature's weight for each label; `steps` that of one label after another."""

    features: Mapping[str, tuple[float, float, float]]
    steps: Sequence[Sequence[float]]

    def read(self, line: BylineLine) -> tuple[list[tuple[int, int]], float]:
        """Where in a line the authors' names stand, and how much likelier that is than that it names nobody (log)."""
        tokens = tokens_of(line.text[:LONGEST_LINE])
        spans, lead = self.labelled(line)
        return [span for span in spans if not _is_edited(tokens, span[0])], lead

    def labelled(self, line: BylineLine) -> tuple[list[tuple[int, int]], float]:
        """The same with those who edited or took the pictures among the names."""
        tokens = tokens_of(line.text[:LONGEST_LINE])
        scores = [self._score(features) for features in features_of(line, tokens)]
        labels, lead = best_labels(scores, self.steps)
        return spans_of(tokens, labels), lead

    def _score(self, features: Sequence[str]) -> tuple[float, float, float]:
        found = [weights for name in features if (weights := self.features.get(name)) is not None]
        return (sum(w[0] for w in found), sum(w[1] for w in found), sum(w[2] for w in found))


@lru_cache(maxsize=1)
def shipped_bylines() -> BylineModel:
    """The model that ships with the package."""
    data = json.loads(resources.files("extract.fields").joinpath("byline_weights.json").read_text("utf-8"))
    features = {name: tuple(weights) for name, weights in data["features"].items()}
    return BylineModel(features=features, steps=data["steps"])


def named_in(line: BylineLine, *, least: float = 0.0) -> tuple[str, ...]:
    """The authors that a line names, as they are written there; none where it is too unsure that it names any."""
    spans, lead = _reading(line)
    return tuple(dict.fromkeys(line.text[start:end] for start, end in spans)) if lead >= least else ()


@lru_cache(maxsize=256)  # a page's lines are asked about several times
def _reading(line: BylineLine) -> tuple[list[tuple[int, int]], float]:
    return shipped_bylines().read(line)


def names_alone(line: BylineLine) -> bool:
    """Whether a line says by whom the article is and nothing else: names, words for writing, offices, houses, places.

    Who took the pictures or edited may be among them; a name that no word for writing stands by is no byline.
    """
    if len(line.text) > LONGEST_LINE:
        return False
    spans, lead = shipped_bylines().labelled(line)
    rest = [t for t in tokens_of(line.text) if t.word.isalnum() and not any(a <= t.start < b for a, b in spans)]
    kinds = {token.kind for token in rest}
    return bool(spans) and lead >= SURE_ALONE and "wrote" in kinds and kinds <= _OF_BYLINES


def says_who_wrote(text: str) -> bool:
    """Whether a line has a word for writing or reporting, and none for speaking."""
    kinds = {token.kind for token in tokens_of(text[:LONGEST_LINE])}
    return "wrote" in kinds and "said" not in kinds


@lru_cache(maxsize=256)
def speaks_of_writing(line: BylineLine) -> bool:
    """Whether a line says by a word or by its element's names that it is about who wrote the article."""
    return class_kind(line.names) == "author" or any(
        token.kind == "wrote" for token in tokens_of(line.text[:LONGEST_LINE])
    )


def best_labels(scores: Sequence[Sequence[float]], steps: Sequence[Sequence[float]]) -> tuple[list[int], float]:
    """The best labels of a line's tokens, and by how much they beat that all are outside."""
    if not scores:
        return [], 0.0
    best = [*scores[0][:GOES_ON], float("-inf")]  # no name begins in its middle
    back: list[list[int]] = []
    outside = scores[0][OUTSIDE]
    for score in scores[1:]:
        came = [max(range(3), key=lambda one, to=to: best[one] + steps[one][to]) for to in range(3)]  # type: ignore[misc]
        best = [best[came[to]] + steps[came[to]][to] + score[to] for to in range(3)]
        back.append(came)
        outside += steps[OUTSIDE][OUTSIDE] + score[OUTSIDE]
    last = max(range(3), key=best.__getitem__)
    labels = [last]
    for came in reversed(back):
        labels.append(came[labels[-1]])
    return labels[::-1], best[last] - outside


def spans_of(tokens: Sequence[Token], labels: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of a line that are labelled as names."""
    spans: list[tuple[int, int]] = []
    for token, label in zip(tokens, labels, strict=True):
        if label == BEGINS:
            spans.append((token.start, token.end))
        elif label == GOES_ON and spans:
            spans[-1] = (spans[-1][0], token.end)
    return spans


def _is_edited(tokens: Sequence[Token], start: int) -> bool:
    """Whether the word right before a name says that its bearer took pictures or edited, not wrote, or is a source."""
    before = [token for token in tokens if token.end <= start]
    while before and not before[-1].word.isalnum():
        before.pop()
    if before and before[-1].word in _SOURCES:
        return True
    if not before or before[-1].kind != "edited":
        return False
    rest = [token for token in before[:-1] if token.word not in _BOTH]
    return not rest or rest[-1].kind != "wrote" or before[-2].word not in _BOTH


def class_kind(names: str) -> str:
    """What an element's names say of its line: "author", "editor" and so on, "" for nothing."""
    words = words_of(names)
    return next((kind for kind, pattern in _CLASSES if pattern.search(words)), "other" if words else "")


def features_of(line: BylineLine, tokens: Sequence[Token]) -> Iterator[list[str]]:
    """What is to be known of each token, by name."""
    runs = runs_of(tokens)
    about = _about_line(line, tokens, runs)
    for index, token in enumerate(tokens):
        run = runs[index]
        shape = token.kind or token.shape
        own = [f"s={shape}"]
        own += _around(tokens, index)
        left, right = _role(tokens, index, -1), _role(tokens, index, 1)
        own += [f"l={left}", f"r={right}", f"l={left.partition(' ')[0]}|r={right.partition(' ')[0]}"]
        if run is not None:
            own += _in_run(tokens, run, index, left, right)
            own += [f"{each}|{shape}{'^' if run.first == index else ''}" for each in about]
        else:
            own += [f"{each}|-" for each in about[:2]]
        yield own


def _about_line(line: BylineLine, tokens: Sequence[Token], runs: Sequence[Run | None]) -> list[str]:
    kinds = sorted({token.kind for token in tokens if token.kind})
    count = len({id(run) for run in runs if run is not None})
    loose = sum(1 for token in tokens if token.shape == "x" and not token.kind)
    size = len(tokens) if any(t.shape in "HCK" for t in tokens) else 2 * len(tokens)
    long = "short" if size <= 8 else "middle" if size <= 24 else "long" if size <= 50 else "prose"
    ends = "." if line.text.rstrip()[-1:] in ".。!?" else ""
    return [
        f"p={line.place}",
        f"n={long}{ends}",
        f"c={class_kind(line.names)}",
        f"t={line.tag}",
        f"x={min(loose, 4)}",
        f"u={min(count, 4)}",
        f"k={'+'.join(kinds)}",
        *(f"k:{kind}" for kind in kinds),
        "wrote" if "wrote" in kinds else "nobody wrote",
    ]


def _word(tokens: Sequence[Token], index: int) -> str:
    if index < 0:
        return "<"
    return tokens[index].word if index < len(tokens) else ">"


def _kind(tokens: Sequence[Token], index: int) -> str:
    if index < 0:
        return "<"
    return tokens[index].kind or tokens[index].shape if index < len(tokens) else ">"


def _around(tokens: Sequence[Token], index: int) -> list[str]:
    found = [f"w{at}={_word(tokens, index + at)}" for at in (-2, -1, 0, 1, 2)]
    kinds = {at: _kind(tokens, index + at) for at in range(-3, 4)}
    found += [f"k{at}={kinds[at]}" for at in (-3, -2, -1, 1, 2, 3)]
    found += [f"k-1={kinds[-1]}|{kinds[0]}", f"k+1={kinds[0]}|{kinds[1]}", f"k-2={kinds[-2]}|{kinds[-1]}|{kinds[0]}"]
    found += [f"k+2={kinds[0]}|{kinds[1]}|{kinds[2]}"]
    if tokens[index].spaced:
        found.append(f"spaced|{kinds[-1]}|{kinds[0]}")
    if len(tokens[index].word) > 3:
        found += [f"e={tokens[index].word[-3:]}", f"e={tokens[index].word[-2:]}"]
    return found


def _role(tokens: Sequence[Token], index: int, way: int) -> str:
    """The nearest word for a role on one side, and how far it is; a mark that parts comes first."""
    at, far = index + way, 0
    while 0 <= at < len(tokens):
        token = tokens[at]
        if token.kind in ("wrote", "edited", "desk", "title", "said"):
            return f"{token.kind} {'near' if far < FAR else 'far'}"
        if _PARTING.match(token.word):
            return "parted"
        far += 1
        at += way
    return "none"


def _in_run(tokens: Sequence[Token], run: Run, index: int, left: str, right: str) -> list[str]:
    size, at = min(run.last - run.first + 1, 7), min(index - run.first, 7)
    shape = tokens[index].shape
    before, after = _kind(tokens, run.first - 1), _kind(tokens, run.last + 1)
    place = f"{shape}{size},{at}"
    side = "^" if at == 0 else "+"
    return [
        f"run={place}",
        f"run={place}|{run.surname}",
        f"b={before}|{side}",
        f"a={after}|{side}",
        f"b={before}|a={after}|{side}",
        f"bw={_word(tokens, run.first - 1)}|{side}",
        f"aw={_word(tokens, run.last + 1)}|{side}",
        f"b={before}|run={place}",
        f"a={after}|run={place}",
        f"lr={left}|{right}|{side}",
        f"end={tokens[run.last].word[-2:]}|{side}",
        f"whole={run.first == 0 and run.last == len(tokens) - 1}|{place}",
    ]
