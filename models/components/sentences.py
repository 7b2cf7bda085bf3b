"""`jangmadang_sentences_v1`: sentence ends by rule, made for news: datelines, initials, quotes, lists, headlines."""

from __future__ import annotations

import numpy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

_ENDS = frozenset(".!?…") | {"...", "?!", "!!", "。", "！", "？"}
_CLOSERS = frozenset("\"'”’)]»」』")
_ABBREVIATIONS = frozenset((
    "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Gen.", "Lt.", "Col.", "Sgt.", "Capt.", "Adm.", "Maj.", "Sen.",
    "Rep.", "Gov.", "St.", "Mt.", "Ft.", "No.", "Nos.", "Vol.", "vs.", "v.", "c.", "ca.", "e.g.", "i.e.",
    "approx.", "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sep.", "Sept.", "Oct.", "Nov.", "Dec.",
    "Co.", "Corp.", "Inc.", "Ltd.", "Jr.", "Sr.", "S.", "N.", "Fig.", "p.", "pp.", "Art.",
))  # fmt: skip
# With a full stop that is a token of its own, before a number.
_NUMBERED = frozenset(("No", "Nos", "no", "nos", "Fig", "Figs", "Vol", "Vols", "Art", "Arts"))
# After "U.S." or "Co." a sentence may end; these words, capitalised, say that it did.
_OPENERS = frozenset((
    "The", "A", "An", "It", "He", "She", "They", "We", "In", "On", "At", "But", "And", "For", "This", "That",
    "These", "Those", "However", "Since", "After", "As",
))  # fmt: skip


def _ends_sentence(text: str, following: str, *, before: str) -> bool:
    """Whether a token ends a sentence, given the next word and the one before."""
    if text == "." and before in _NUMBERED and following[:1].isdigit():
        return False  # "Nos. 1 and 2"
    if text in _ENDS:
        return not following[:1].islower()
    if len(text) > 1 and text[-1] == "." and text[0].isalnum():
        return following in _OPENERS and (text not in _ABBREVIATIONS or text in {"Co.", "Corp.", "Inc.", "Ltd."})
    return text[-1:] in "。！？" and len(text) > 1


def sentence_starts(words: list[str]) -> list[int]:
    """Indices of the tokens that begin a sentence; `words` are token texts, white space included."""
    starts = [0] if words else []
    index, total = 0, len(words)
    while index < total:
        word = words[index]
        if word.isspace():
            following = words[index + 1] if index + 1 < total else ""
            # One newline before a lower-case word is a wrapped line; a blank line always ends the paragraph.
            if following and "\n" in word and (word.count("\n") > 1 or not following[:1].islower()):
                starts.append(index + 1)
            index += 1
            continue
        if word[-1] in ".!?…。！？":
            after = index + 1
            while after < total and words[after] in _CLOSERS:
                after += 1
            # A dash, comma or colon after the stop goes on with the sentence ("U.S. -", ".)," ).
            if (
                after < total
                and words[after] not in ",;:-–—"
                and _ends_sentence(word, words[after], before=words[index - 1] if index else "")
            ):
                if words[after].isspace():
                    index = after
                    continue
                starts.append(after)
                index = after
                continue
        index += 1
    return starts


@Language.factory("jangmadang_sentences_v1", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> SentenceRules:
    """The rule-based sentence splitter."""
    return SentenceRules()


class SentenceRules:
    """Sets sentence starts on every token; never inside an entity."""

    def __call__(self, doc: Doc) -> Doc:
        starts = numpy.full(len(doc), -1, dtype="int64")
        starts[sentence_starts([token.text for token in doc])] = 1
        for ent in doc.ents:
            starts[ent.start + 1 : ent.end] = -1
        # all at once: setting a token's `is_sent_start` looks the whole document through each time
        # (spaCy's types ask for thinc's array protocol, which numpy's arrays do not declare)
        return doc.from_array([SENT_START], starts.astype("uint64")) if len(doc) else doc  # type: ignore[arg-type]
