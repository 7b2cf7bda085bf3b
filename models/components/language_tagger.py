"""`jangmadang_language_tagger_v1`: trained taggers for Korean, Chinese, Japanese and Russian, behind the known names.

Each line is read in the language that its letters are of, by a conditional random field over characters (words in
Russian) that sees the known names, the words of a dictionary and what stands around. A model is loaded when the first
line of its language comes; a text in English alone costs one search for such letters.

In a line that a model reads, its spans hold: a known name counts there if the model agrees or says nothing against a
long one. The spans go to `doc.spans["script-name"]`, those without a known name also to `doc.spans["script-tagged"]`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from models.components.han_borders import settle_han
from models.components.korean_parts import part_names
from models.components.korean_spans import part_levels, said_again
from models.components.language_lines import lines_of, make_line_reader, read_labels, span_tags
from models.components.mention_judge import Asked, MentionJudge, features_of
from models.components.script_doubts import Doubts, doubt_words
from models.components.script_names import NON_LATIN, SPANS_KEY, Found, ScriptNames, mark_spans
from models.components.second_look import GoodsEnds, Looker, SecondLook, beat_of
from models.components.short_firms import as_firms
from models.components.token_splits import split_tokens

if TYPE_CHECKING:
    import pycrfsuite

TAGGED_KEY = "script-tagged"
Mention = tuple[int, int, str]
LANGUAGES = ("ko", "zh", "ja", "ru")
# A known name that the model passes over is kept from so many characters on.
_LONG_NAME = {"ko": 4, "zh": 4, "ja": 4, "ru": 6}
_STOPS = frozenset("。！？")

if not Doc.has_extension("tagged_lines"):
    Doc.set_extension("tagged_lines", default=())


@Language.factory("jangmadang_language_tagger_v1", requires=["doc.spans"], assigns=["doc.spans"])
def make_language_tagger(nlp: Language, name: str) -> LanguageTagger:
    """A tagger without models; `from_disk` says where they lie. It reads the names of the pipeline's `script_names`."""
    names = nlp.get_pipe("script_names") if "script_names" in nlp.pipe_names else ScriptNames(nlp)
    return LanguageTagger(names)  # type: ignore[arg-type]


class LanguageModel:
    """One language's model: a line to its spans."""

    def __init__(self, folder: Path, language: str, names: ScriptNames) -> None:
        import pycrfsuite

        words = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
        self.reader = make_line_reader(language, names, words)
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(folder / f"{language}.crf"))
        # Another one, for texts that are not of the North, where one is shipped.
        self._general = pycrfsuite.Tagger() if (folder / f"{language}.general.crf").is_file() else None
        if self._general is not None:
            self._general.open(str(folder / f"{language}.general.crf"))
        self.language, self.names = language, names
        labels = {row["pattern"]: row["label"] + "?" * ("guarded" in row) for row in names.patterns}
        self.doubts = Doubts(language, doubt_words(language, words["heads"]), labels)
        look = folder / f"{language}.look.json"
        self.look = SecondLook.load(look) if look.is_file() else None
        judge = folder / f"{language}.judge.json"
        self.judge = MentionJudge.load(judge) if judge.is_file() else None
        titles = [title for title in words["heads"].get("P", ()) if len(title) > 1 and language != "ru"]
        goods = GoodsEnds(self.look.goods if self.look else (), inflected=language == "ru")
        words_of = self.doubts.words
        self.looker = Looker(self.doubts.kinds_of, titles, goods, labels, words_of.trade, words_of.carriers)

    def asked(self, at: int, line: str, beat: int = 0) -> list[Asked]:
        """The spans that the second look leaves in a line; `at` is where it begins, `beat` how much its text is about
        the North.
        """
        doubted = self.doubted(line, beat)
        labels = [label for (_, _, label), _ in doubted]
        words = self.reader.words(line) if doubted else ()
        held = []
        for span, sure in doubted:
            seen = self.seen(line, span, sure, labels.count(span[2]) - 1, beat)
            if self._holds(line, span, seen, beat):
                start, end, label = span
                held.append(
                    Asked(
                        at=at, line=line, start=start, end=end, label=label, beat=beat, seen=tuple(seen), words=words,
                        right=self.look.right(seen) if self.look else sure, certain=self.doubts.is_certain(line, span),
                    )
                )  # fmt: skip
        return held

    def judged(self, text: str, asked: Sequence[Asked]) -> list[Asked]:
        """Those of a text's spans that the judge leaves: all where a language has none or a text is of the North, and
        known persons, places and traded goods, which readers called right nine times of ten.
        """
        if self.judge is None or not asked or asked[0].beat:
            return list(asked)
        found = features_of(text, asked, self.language, self.doubts.kinds_of)
        return [
            item
            for item, features in zip(asked, found, strict=True)
            if self.judge.holds(item.label, features) or self._is_beyond_doubt(item)
        ]

    def _is_beyond_doubt(self, item: Asked) -> bool:
        if item.label == "PRODUCT":  # in Japanese the words of trade are parts of too many others (読売, 元)
            traded = self.language != "ja" and self.looker.is_traded(item.line, item.start, item.end)
            return traded and self.doubts.known(item.surface, "PRODUCT")
        return item.label in ("PERSON", "PLACE") and self.doubts.labels.get(item.surface) == item.label

    def finished(self, line: str, spans: list[Mention]) -> Iterator[Mention]:
        """(start, end, label) of each mention in a line, out of the spans that hold."""
        if self.language == "ko":
            yield from part_levels(line, spans)
        else:
            yield from spans if self.language == "ru" else settle_han(line, spans)

    def doubted(self, line: str, beat: int = 0) -> list[tuple[Mention, float]]:
        """The spans of a line that the rules leave, before the second look, and how sure the tagger is of each."""
        units, features = self.reader.read(line)
        tagger = self._tagger if beat or self._general is None else self._general
        found = list(read_labels(tagger.tag(features)))
        if not found:
            return []
        sure = [_sure(tagger, *span) for span in found]
        spans = [(units[start][0], units[end - 1][1], label) for start, end, label in found]
        if self.language == "ko":
            parts = list(part_names(line, spans, self.reader.words(line), self.doubts.is_name))
            sure, spans = [sure[index] for index, _ in parts], [span for _, span in parts]
        settled = self.doubts.settle(line, spans, lambda index: sure[index])
        at = {start: probability for (start, _, _), probability in zip(spans, sure, strict=True)}
        return [(span, _of_first(span, spans, sure, at)) for span in settled]

    def _holds(self, line: str, span: Mention, seen: Sequence[str], beat: int) -> bool:
        """Whether the second look leaves a span; a known name and, in Korean, a good near words of trade need none."""
        if self.look is None or self.doubts.is_certain(line, span):
            return True
        if self.language == "ko" and span[2] == "PRODUCT" and self.looker.is_traded(line, *span[:2]):
            return True
        if self.looker.is_in_use(line, span, self.reader.words(line), beat):
            return False
        return self.look.holds(span[2], seen)

    def seen(self, line: str, span: Mention, sure: float, beside: int, beat: int = 0) -> list[str]:
        """What a second look sees of a span; `beside` is how many more of its label the line has."""
        return self.looker.see(line, span, sure, self.reader.words(line), beside, beat)


def _sure(tagger: pycrfsuite.Tagger, start: int, end: int, label: str) -> float:
    """The probability of a span of units in the line that was tagged last: that of its least sure unit."""
    tags = enumerate(span_tags(end - start, label), start)
    return float(min(tagger.marginal(tag, index) for index, tag in tags))


def _of_first(span: Mention, spans: list[Mention], sure: list[float], at: dict[int, float]) -> float:
    """How sure the tagger was of the span that a settled one comes from."""
    if span[0] in at:
        return at[span[0]]
    over = (
        probability
        for (start, end, _), probability in zip(spans, sure, strict=True)
        if start < span[1] and span[0] < end
    )
    return next(over, 1.0)


class LanguageTagger:
    """Finds the lines that are not English, and in them what the models of their languages find."""

    def __init__(self, names: ScriptNames) -> None:
        self.names = names
        self.folder: Path | None = None
        self._models: dict[str, LanguageModel | None] = {}
        self._known: dict[tuple[str, str], str] = {}
        self._words: frozenset[tuple[str, str]] | None = None

    def model(self, language: str) -> LanguageModel | None:
        """The model of a language, loaded when first asked for; None if none is shipped."""
        if language not in self._models:
            there = self.folder is not None and (self.folder / f"{language}.crf").is_file()
            self._models[language] = LanguageModel(self.folder, language, self.names) if self.folder and there else None
        return self._models[language]

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        if not NON_LATIN.search(text):
            return doc
        known = {(span.start_char, span.end_char): (span.label_, span.id_) for span in _spans(doc, SPANS_KEY)}
        lines: list[tuple[int, int]] = []
        korean: list[tuple[int, int]] = []
        found: list[Found] = []
        new: set[tuple[int, int]] = set()
        for start, line, model, held, refused in self._read(text):
            lines.append((start, start + len(line)))
            for first, last, label in model.finished(line, held):
                first, last = first + start, last + start
                name = known.get((first, last), ("", ""))
                same = name[0] == label
                known_id = name[1] if same else self._id_of(text[first:last], label)
                found.append((first, last, label, known_id))
                if not same and not known_id:
                    new.add((first, last))
            taken = [*((first, last) for first, last, _, _ in found), *refused]
            found += _passed_over(text, known, taken, (start, start + len(line)), _LONG_NAME[model.language])
            if model.language == "ko":
                korean.append(lines[-1])
        if not lines:
            return doc
        firms = as_firms(text, found, lambda name, label: (name, label) in self._names())
        new.update(named[:2] for named, was in zip(firms, found, strict=True) if named != was)
        found = firms
        again = list(said_again(text, korean, found))
        found += again
        new.update((first, last) for first, last, _, known_id in again if not known_id)
        found = self._meant(text, found, known)
        found += [(*at, *name) for at, name in known.items() if not any(s <= at[0] < e for s, e in lines)]
        doc._.tagged_lines = tuple(lines)
        split_tokens(doc, _stops(text, lines))
        spans = mark_spans(doc, sorted(found))
        doc.spans[SPANS_KEY] = [span for span in spans if (span.start_char, span.end_char) not in new]
        doc.spans[TAGGED_KEY] = [span for span in spans if (span.start_char, span.end_char) in new]
        return doc

    def _read(self, text: str) -> Iterator[tuple[int, str, LanguageModel, list[Mention], list[tuple[int, int]]]]:
        """Each line that a model reads: where it begins, its model, the spans that hold in it, and where in the text
        those lie that the judge refused.
        """
        read: list[tuple[int, str, LanguageModel]] = []
        asked: dict[str, list[Asked]] = {}
        beats: dict[str, int] = {}
        for start, line, language in lines_of(text):
            model = self.model(language)
            if model is None:
                continue
            if language not in beats:
                beats[language] = beat_of(text, model.doubts.words.beat)
            read.append((start, line, model))
            asked.setdefault(language, []).extend(model.asked(start, line, beats[language]))
        held: dict[int, list[Mention]] = {}
        refused: dict[int, list[tuple[int, int]]] = {}
        for model in {model.language: model for _, _, model in read}.values():
            for item in (left := model.judged(text, asked[model.language])):
                held.setdefault(item.at, []).append(item.span)
            kept = {(item.at, item.span) for item in left}
            for item in asked[model.language]:
                if (item.at, item.span) not in kept:
                    refused.setdefault(item.at, []).append((item.at + item.start, item.at + item.end))
        for start, line, model in read:
            yield start, line, model, held.get(start, []), refused.get(start, [])

    def _meant(self, text: str, found: list[Found], known: dict[tuple[int, int], tuple[str, str]]) -> list[Found]:
        """Nothing where all spans are names that are also words ("상원", a county and a senate), else all of them.

        Beside anything else the model may be right about them; the rules have looked for a cue and found none.
        """
        doubtful = {
            (start, end)
            for start, end, label, _ in found
            if (text[start:end], label) in self._guarded() and (start, end) not in known
        }
        return found if len(doubtful) < len(found) else []

    def _guarded(self) -> frozenset[tuple[str, str]]:
        if self._words is None:
            rows = (row for row in self.names.patterns if "guarded" in row)
            self._words = frozenset((row["pattern"], row["label"]) for row in rows)
        return self._words

    def _id_of(self, surface: str, label: str) -> str:
        """The known id of a name that the rules of its script did not take, or ""."""
        return self._names().get((surface, label), "")

    def _names(self) -> dict[tuple[str, str], str]:
        """The known id of each known name and label."""
        if not self._known:
            self._known = {(row["pattern"], row["label"]): row.get("id", "") for row in self.names.patterns}
        return self._known

    def initialize(self, get_examples: Callable[[], Iterable[Any]], *, nlp: Language | None = None) -> None:
        """Nothing to do: the models come with `from_disk`."""

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Copies the models into the component's folder."""
        path = Path(path)
        path.mkdir(parents=True, exist_ok=True)
        for source in sorted(self.folder.iterdir()) if self.folder else ():
            if source.parent.resolve() != path.resolve():
                (path / source.name).write_bytes(source.read_bytes())

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> LanguageTagger:
        """The tagger with the models of a folder, none of them loaded yet."""
        self.folder = Path(path)
        self._models = {}
        return self


def _spans(doc: Doc, key: str) -> list[Span]:
    return list(doc.spans[key]) if key in doc.spans else []


def _passed_over(
    text: str,
    known: dict[tuple[int, int], tuple[str, str]],
    spans: list[tuple[int, int]],
    line: tuple[int, int],
    length: int,
) -> list[Found]:
    """The long known names of a line on which the model has no span, `spans` being all that it has."""
    taken = [(start, end) for start, end in spans if end > line[0]]
    return [
        (start, end, label, known_id)
        for (start, end), (label, known_id) in known.items()
        if line[0] <= start < line[1]
        and end - start >= length
        and label != "PRODUCT"
        and not any(first < end and start < last for first, last in taken)
    ]


def _stops(text: str, lines: list[tuple[int, int]]) -> list[int]:
    """Offsets around full stops that stand between characters without a space, so that sentences end there."""
    return [
        offset
        for start, end in lines
        for index in range(start, end)
        if text[index] in _STOPS
        for offset in (index, index + 1)
    ]
