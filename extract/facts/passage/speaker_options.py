"""Which speaker of an English article tells a figure: every chain of `speaker_chains.py` with what speaks for it.

What counts is where somebody last spoke, who else has spoken since, whether the figure's own sentence lets somebody
speak, and what kind of speaker he is: customs statistics go on through an article, a passer-by does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line
from extract.facts.passage.speaker_chains import Chain, Speech

_PRONOUN = re.compile(
    r"\b(?P<who>he|she|they|it)\s(?:\w+\s)?(?:said|says|added|adds|told|explained|recalled|noted|put)\b|"
    r"[,”\"] (?:said|says|added|adds) (?P<who2>he|she|they)\b",
    re.I,
)
_DATA = re.compile(r"\b(?:data|figures|statistics|customs|records)\b", re.I)
_PERSONS = ("source", "person", "expert", "PERSON")
_BEFORE = 6


def speaker_options(
    candidate: Candidate, at: int, lines: Sequence[Line], chains: Sequence[Chain], grammar: Grammar
) -> Iterator[tuple[str | None, dict[str, float], bool]]:
    """(words, features, whether the rules chose it) of each chain that may tell a candidate in line `at`, and none."""
    view = _View(candidate, at, lines, chains, grammar)
    own = candidate.said_by
    chosen = next((chain for chain in chains if own is not None and chain.holds(own)), None)
    sure = view.closer or view.only_here()
    if sure is not None:  # whoever is quoted tells what he says, whoever alone speaks in a sentence what it tells
        yield sure.words, view.features(sure), sure is chosen
        return
    for chain in chains:
        yield chain.words, view.features(chain), chain is chosen
    if own is not None and chosen is None:
        yield own, {"s:far": 1.0}, True
    yield None, view.of_none(), own is None


class _View:
    """An article's speakers as they are seen from one figure."""

    def __init__(
        self, candidate: Candidate, at: int, lines: Sequence[Line], chains: Sequence[Chain], grammar: Grammar
    ) -> None:
        self.candidate, self.at, self.lines, self.chains, self.grammar = candidate, at, lines, chains, grammar
        self.line = lines[at]
        self.spoken = [chain for chain in chains if any(each.speaks for each in chain.mentions)]
        order = [(each.at, each.start, chain) for chain in chains for each in chain.mentions if each.speaks]
        self.order = sorted(order, key=lambda each: each[:2])
        self.here = [chain for where, _, chain in self.order if where == at]
        self.latest = next((chain for where, _, chain in self.order[::-1] if where < at), None)
        person = (chain for where, _, chain in self.order[::-1] if where < at and chain.sort in _PERSONS)
        self.latest_person = next(person, None)
        text = self.line.text
        pronoun = _PRONOUN.search(text)
        self.pronoun = (pronoun["who"] or pronoun["who2"]).lower() if pronoun else ""
        offset = candidate.mark.start - self.line.start
        self.quoted = _is_open(self._paragraph_before() + text[:offset])
        self.closer = self._closer()
        self.data = _DATA.search(text) is not None

    def _gap(self, line: Line) -> int:
        """How many paragraphs a line lies before the figure's, which empty lines part."""
        return min((self.line.paragraph - line.paragraph + 1) // 2, 4)

    def _paragraph_before(self) -> str:
        """The lines of the figure's paragraph before its own."""
        own = [each for each in self.lines[: self.at] if each.field == "text" and each.paragraph == self.line.paragraph]
        return " ".join(each.text for each in own) + " "

    def _closer(self) -> Chain | None:
        """Who is said behind the quotation that a figure stands in to have said it, there or in the next sentences."""
        if not self.quoted:
            return None
        offset = self.candidate.mark.end - self.line.start
        told = self.line.text[offset:]
        for number in range(self.at, min(self.at + 4, len(self.lines))):
            line = self.lines[number]
            if line.paragraph != self.line.paragraph or line.field != self.line.field:
                return None
            if number > self.at:
                told = line.text
            end = next((at for at, sign in enumerate(told) if sign in '"”'), None)
            if end is not None:
                first = line.start + len(line.text) - len(told) + end
                speaking = [(start, chain) for where, start, chain in self.order if where == number and start >= first]
                return speaking[0][1] if speaking else None
        return None

    def only_here(self) -> Chain | None:
        """The one speaker whom the figure's own sentence lets speak; None where there are none or several."""
        return self.here[0] if len({id(each) for each in self.here}) == 1 else None

    def features(self, chain: Chain) -> dict[str, float]:
        """What speaks for and against a chain."""
        found: dict[str, float] = {}
        table, sort = self.candidate.table, chain.sort
        told = [each for each in chain.mentions if each.speaks and self.lines[each.at].field == "text"]
        names = [f"sort={sort}", f"sort={sort} {table}", f"label={chain.label}", f"often={min(len(told), 3)}"]
        here = [each for each in chain.mentions if each.at == self.at]
        before = [each for each in chain.mentions if each.at < self.at]
        after = [each for each in chain.mentions if each.at > self.at]
        names += self._here(here, sort)
        names += self._before(chain, [each for each in before if each.speaks], sort)
        names += self._after([each for each in after if each.speaks], sort, bool(before or here))
        if not told:
            names += ["silent", f"silent {sort} {table}", f"silent here={bool(here)} before={bool(before)}"]
            nearest = here or before[::-1] or after
            names += list(self._words(nearest[0], "silent"))
        elif self.order:
            names.append(f"first={self.order[0][2] is chain}")
            names.append(f"only={len(self.spoken) == 1} here={bool(self.here)}")
            names.append(f"of={min(len(self.spoken), 4)}")
        if self.pronoun:
            latest = self.latest is chain, self.latest_person is chain
            names.append(f"pronoun latest={latest[0]} person={latest[1]} {sort in _PERSONS}")
        if self.quoted:
            names.append(f"quoted latest={self.latest is chain} {sort in _PERSONS} closed={self.closer is not None}")
            names.append(f"quoted closer={self.closer is chain}")
            if self.closer is not None and self.closer is not chain:
                names.append("quoted by another")
        if self.data and not here:
            names.append(f"data here, sort={sort}")
        for name in names:
            found[f"s:{name}"] = 1.0
        return found

    def _here(self, here: Sequence[Speech], sort: str) -> Iterator[str]:
        """What the figure's own sentence says of a speaker."""
        others = any(chain for chain in self.here if not any(each in here for each in chain.mentions))
        if not here:
            yield f"away others here={others}"
            yield f"away others here={others} {sort}"
            return
        speech = next((each for each in here if each.speaks), here[0])
        side = "before" if speech.start < self.candidate.mark.start else "after"
        yield f"here speaks={speech.speaks} {side}"
        yield f"here speaks={speech.speaks} {sort}"
        yield f"here speaks={speech.speaks} others={others}"
        between = self.line.between(*sorted((speech.start, self.candidate.mark.start)))
        if speech.speaks:
            sums = sum(speech.start < each.start < self.candidate.mark.start for each in self.line.quantities)
            yield f"here clause={';' in between or ', but' in between or ', while' in between} {side} q{min(sums, 2)}"
        yield from self._words(speech, "here")

    def _before(self, chain: Chain, before: Sequence[Speech], sort: str) -> Iterator[str]:
        """Where a speaker spoke last, and who has spoken since."""
        if not before:
            yield "never before"
            return
        last = before[-1]
        back = min(self.at - last.at, _BEFORE)
        line = self.lines[last.at]
        same = line.paragraph == self.line.paragraph and line.field == self.line.field
        gap = self._gap(line) if line.field == self.line.field else "title"
        since = {id(each) for where, start, each in self.order if last.at <= where < self.at
                 and (where, start) > (last.at, last.start) and each is not chain}  # fmt: skip
        later = min(len(since), 2)
        free = not self.here
        yield f"back={back} same={same}"
        yield f"later={later} same={same} free={free}"
        yield f"later={later} {sort} free={free}"
        yield f"gap={gap} {sort} free={free}"
        yield f"gap={gap} later={later} free={free}"
        yield f"latest={self.latest is chain} {sort} {self.candidate.table} free={free}"
        rivals = {each.sort for where, start, each in self.order if where < self.at and each is not chain
                  and (where, start) > (last.at, last.start)}  # fmt: skip
        for rival in rivals:
            yield f"{sort} gives way to {rival}"
        yield f"sums there={min(sum(each.kind in ('money', 'measure', 'bare') for each in line.quantities), 2)} {free}"
        yield from self._words(last, "last")

    def _after(self, after: Sequence[Speech], sort: str, known: bool) -> Iterator[str]:
        """Where a speaker speaks next."""
        if not after:
            return
        first = after[0]
        line = self.lines[first.at]
        same = line.paragraph == self.line.paragraph
        ahead = min(first.at - self.at, 3)
        yield f"ahead={ahead} same={same} known={known}"
        yield f"ahead {sort} same={same} known={known}"
        yield f"ahead {sort} {self.candidate.table} known={known} spoken={self.latest is not None}"
        yield f"ahead quoted={self.quoted} same={same} known={known}"

    def _words(self, speech: Speech, where: str) -> Iterator[str]:
        """The words on either side of a mention."""
        line = self.lines[speech.at]
        first = speech.start - line.start
        after = re.findall(r"[^\W\d_]+", line.text[first + len(speech.words) :].lower())[:2]
        before = re.findall(r"[^\W\d_]+", line.text[:first].lower())[-2:]
        yield f"{where} verb {' '.join(after[:1])}"
        yield f"{where} verb2 {' '.join(after)}"
        yield f"{where} lead {' '.join(before[-1:])}"
        yield f"{where} lead2 {' '.join(before)}"
        yield f"{where} opens={first < 12}"

    def of_none(self) -> dict[str, float]:
        """What speaks for and against nobody's being named for a figure."""
        table = self.candidate.table
        latest = self.latest.sort if self.latest else "-"
        here = self.here[0].sort if self.here else "-"
        names = [
            "none", f"none {table}", f"none here={here}", f"none latest={latest}", f"none latest={latest} {table}",
            f"none of={min(len(self.spoken), 3)}", f"none of={min(len(self.spoken), 3)} {table}",
            f"none pronoun={bool(self.pronoun)}", f"none quoted={self.quoted}",
            f"none data={self.data}", f"none lead={self.line.paragraph == 0}",
            f"none silent={min(len(self.chains) - len(self.spoken), 3)}",
        ]  # fmt: skip
        if self.order:
            last = max((where for where, _, _ in self.order if where <= self.at), default=None)
            gap = "-" if last is None else str(self._gap(self.lines[last]))
            names.append(f"none gap={gap}")
        return {f"s:{name}": 1.0 for name in names}


def _is_open(text: str) -> bool:
    """Whether a quotation that begins in a text goes on behind it."""
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1
