"""What each quantity of an article is: a price, a rate, a figure of trade or none, by the words around it and by what
the rules found. The weights are those of `bench/train_kinds.py`.

The rules refuse by single words ("return", "never", "cost"), and pass over what no rule foresees; here all words of a
sentence count for and against.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, Quantity

NONE = "none"
FIGURES = ("price", "rate", "trade")
KINDS = (NONE, *FIGURES)
SURE = {"en": 0.6}  # how likely a kind is that stands where the rules pass over a quantity
SURE_AGAINST = 0.93  # how likely one that stands against a reason of the rules, or anything in other languages
OPEN = ("", "abroad", "no good", "nothing names the North's trade")  # reasons that only miss something
_SHARED = ("kind=", "unit=", "size=", "goods", "places=", "plants=", "alike=", "number=", "before=", "after=", "range")

Weights = Mapping[str, Mapping[str, float]]
Likely = Mapping[str, float]
Place = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class QuantityTold:
    """A quantity of a text with what its words say of its kind, and what the rules' findings say."""

    line: Line
    quantity: Quantity
    words: Mapping[str, float]
    rules: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class QuantityKinds:
    """The quantities of an article's lines, and the candidates that the rules found among them."""

    lines: Sequence[Line]
    candidates: Sequence[Candidate]
    grammar: Grammar

    @cached_property
    def _by_place(self) -> dict[Place, list[Candidate]]:
        found: dict[Place, list[Candidate]] = {}
        for each in self.candidates:
            found.setdefault((each.line.field, each.mark.start), []).append(each)
        return found

    def told(self) -> Iterator[QuantityTold]:
        """Every quantity of the text that may be a figure."""
        title = [word for line in self.lines if line.field == "title" for word in self._words(line.text)]
        count = Counter(each.table for each in self.candidates if not each.refused)
        total = {f"told {table}={min(count[table], 3)}": 1.0 for table in FIGURES}
        last, before = "", list[str]()
        for line in self.lines:
            if line.field != "text":
                continue
            verdicts = [self._verdict(line, each) for each in line.quantities]
            for index, quantity in enumerate(line.quantities):
                if quantity.kind != "percent" and not (quantity.kind == "bare" and quantity.value < 2):
                    words = dict(self._of_words(line, index)) | {f"title={word}": 0.3 for word in title}
                    words |= {f"line before={word}": 0.3 for word in before}
                    rules = dict(self._of_rules(line, index, verdicts, last)) | total
                    rules |= {f"{name} {quantity.kind}": 1.0 for name in total}
                    yield QuantityTold(line=line, quantity=quantity, words=words, rules=rules)
            last = next((verdict for verdict in reversed(verdicts) if verdict != "-"), last)
            before = self._words(line.masked)

    def _verdict(self, line: Line, quantity: Quantity) -> str:
        own = self._by_place.get((line.field, quantity.start), [])
        live = [each for each in own if not each.refused]
        if live:
            return live[-1].table
        return f"{own[-1].table}: {own[-1].refused}" if own else "-"

    def _of_words(self, line: Line, index: int) -> Iterator[tuple[str, float]]:
        quantity, kind = line.quantities[index], line.quantities[index].kind
        left = line.quantities[index - 1].end if index else line.start
        right = line.quantities[index + 1].start if index + 1 < len(line.quantities) else line.end
        before = self._words(line.between(line.start, quantity.start))
        after = self._words(line.between(quantity.end, line.end))
        for number in (1, 2, 3):
            if len(before) >= number:
                yield f"b{number}={before[-number]}", 1.0
            if len(after) >= number:
                yield f"a{number}={after[number - 1]}", 1.0
        yield f"b12={' '.join(before[-2:])}", 1.0
        yield f"a12={' '.join(after[:2])}", 1.0
        for word in self._words(line.between(left, quantity.start)):
            yield f"near before={word}", 1.0
        for word in self._words(line.between(quantity.end, right)):
            yield f"near after={word}", 1.0
        for word in (*before, *after):
            yield f"in={word}", 0.5
            yield f"{kind} in={word}", 0.5
        yield from self._of_shape(line, index, left, right)

    def _of_shape(self, line: Line, index: int, left: int, right: int) -> Iterator[tuple[str, float]]:
        quantity, kind = line.quantities[index], line.quantities[index].kind
        size = int(math.log10(quantity.value)) if quantity.value >= 1 else 0
        yield f"kind={kind}", 1.0
        yield f"unit={quantity.unit}", 1.0
        yield f"size={kind} {size}", 1.0
        yield f"size={quantity.unit} {size}", 1.0
        yield f"range={quantity.high is not None} {quantity.qualifier}", 1.0
        goods = line.labelled("PRODUCT")
        ahead = any(left <= each.start and each.end <= quantity.start for each in goods)
        behind = any(quantity.end <= each.start and each.end <= right for each in goods)
        yield f"goods={ahead} {behind}", 1.0
        yield f"goods {min(len(goods), 3)}", 1.0
        yield f"places={min(len(line.labelled('PLACE')), 2)}", 1.0
        yield f"plants={bool(line.labelled('FACTORY'))}", 1.0
        alike = [each for each in line.quantities if each.kind == kind]
        yield f"alike={min(len(alike), 4)} {kind}", 1.0
        yield f"number={min(alike.index(quantity), 2)}", 1.0
        if index:
            yield f"before={line.quantities[index - 1].kind}", 1.0
            yield f"joint={line.between(left, quantity.start).strip()[:12]}", 1.0
        if index + 1 < len(line.quantities):
            yield f"after={line.quantities[index + 1].kind}", 1.0

    def _of_rules(self, line: Line, index: int, verdicts: Sequence[str], last: str) -> Iterator[tuple[str, float]]:
        quantity, verdict = line.quantities[index], verdicts[index]
        yield f"rules={verdict}", 1.0
        yield f"rules={verdict.partition(':')[0]}", 1.0
        yield f"rules={verdict} {quantity.kind}", 1.0
        if index:
            yield f"rules before={verdicts[index - 1]}", 1.0
            yield f"rules before={verdicts[index - 1]} {quantity.kind}", 1.0
        if index + 1 < len(verdicts):
            yield f"rules after={verdicts[index + 1]}", 1.0
        if last:
            yield f"rules last={last} {quantity.kind}", 1.0
        linked = next((c for c in self._by_place.get((line.field, quantity.start), []) if c.slots), None)
        if linked:
            yield from ((f"{linked.table} {name}", float(value)) for name, value in linked.features.items() if value)

    def _words(self, text: str) -> list[str]:
        """The words of a text; of Chinese and Japanese pairs of signs, of Korean and Russian beginnings."""
        language = self.grammar.language
        if language in ("zh", "ja"):
            return [text[i : i + 2] for i in range(len(text) - 1) if not text[i : i + 2].isascii()]
        stem = {"ru": 5, "ko": 3}.get(language)
        return [word[:stem] for word in re.findall(r"[^\W\d_]+|\$|%", text.lower())]


def inputs(words: Mapping[str, float], rules: Mapping[str, float], language: str, *, made: str = ""
) -> dict[str, float]:  # fmt: skip
    """The features of a quantity: those of words by language, what all languages share, and the rules' findings: apart
    where its article was `made` while the rules were ("seen"), and once more where it is an exercise ("hard").
    """
    mark = "seen|" if made == "seen" else ""
    found = {f"{language}|{name}": value for name, value in words.items()}
    found |= {name: value for name, value in words.items() if name.startswith(_SHARED)}
    found |= {f"{mark}{name}": value for name, value in rules.items()}
    found |= {f"{mark}{language}|{name}": value for name, value in rules.items()}
    if made:
        found["made"] = found[f"made {made}"] = 1.0
    if made == "hard":
        found |= {f"hard|{name}": value for name, value in rules.items()}
    return found


def likely_kinds(kinds: QuantityKinds, weights: Weights | None = None) -> Mapping[Place, Likely]:
    """How likely each quantity is of each of KINDS, by field and start; by the package's weights if none are given."""
    known = load_kind_weights() if weights is None else weights
    found = {}
    for each in kinds.told():
        features = inputs(each.words, each.rules, kinds.grammar.language)
        found[each.line.field, each.quantity.start] = likelihoods(features, known)
    return found


def likelihoods(features: Mapping[str, float], weights: Weights) -> dict[str, float]:
    """How likely each kind is by these weights, together 1; `weights` are by feature, then by kind."""
    totals = dict(weights["intercept"])
    for name, value in features.items():
        for kind, weight in weights.get(name, {}).items():
            totals[kind] += weight * value
    top = max(totals.values())
    shares = {kind: math.exp(total - top) for kind, total in totals.items()}
    return {kind: share / sum(shares.values()) for kind, share in shares.items()}


def likeliest(likely: Mapping[Place, Likely], candidates: Sequence[Candidate], language: str) -> dict[Place, str]:
    """The kind of each quantity that is likely enough to stand against the rules, where it is a figure's."""
    reasons = {(each.line.field, each.mark.start): each.refused for each in candidates if each.refused not in OPEN}
    live = {(each.line.field, each.mark.start) for each in candidates if not each.refused}
    found = {}
    for place, shares in likely.items():
        kind = max(shares, key=lambda each: shares[each])
        against = place in reasons and place not in live
        if kind != NONE and shares[kind] >= (SURE_AGAINST if against else SURE.get(language, SURE_AGAINST)):
            found[place] = kind
    return found


@cache
def load_kind_weights() -> Weights:
    """The weights by feature and kind."""
    file = resources.files("extract.facts.passage") / "kind_weights.json"
    weights: Weights = json.loads(file.read_text("utf-8"))
    return weights
