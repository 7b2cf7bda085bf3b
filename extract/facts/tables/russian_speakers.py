"""Who tells a figure in Russian, in the nominative: "по данным местного управления" is "местное управление"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.components.russian_names import WORD, analyser

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_DESCRIBING = ("ADJF", "PRTF")


def nominative(phrase: str) -> str:
    """A noun phrase in the genitive with its adjectives and its noun in the nominative, all that follows as it was.

    A phrase that does not begin so comes back unchanged.
    """
    before: list[tuple[str, list[Parse]]] = []
    at = 0
    matches = list(WORD.finditer(phrase))
    for number, match in enumerate(matches):
        word = match[0]
        if phrase[at : match.start()].strip() or (word.isupper() and len(word) > 1):
            return phrase
        at = match.end()
        following = matches[number + 1][0] if number + 1 < len(matches) else ""
        nouns = [parse for parse in _genitives(word) if parse.tag.POS == "NOUN"]
        describing = [parse for parse in _genitives(word) if parse.tag.POS in _DESCRIBING]
        if nouns and not _agrees(describing, following):
            told = _turned(before, word, nouns)
            return f"{told}{phrase[at:]}" if told else phrase
        if not describing:
            return phrase
        before.append((word, describing))
    return phrase


def _genitives(word: str) -> list[Parse]:
    return [parse for parse in analyser().parse(word) if "gent" in parse.tag] if word else []


def _agrees(describing: Sequence[Parse], following: str) -> bool:
    """Whether a word that may be an adjective or a noun is an adjective of the word behind it."""
    told = {(parse.tag.number, parse.tag.gender) for parse in describing}
    return any((parse.tag.number, parse.tag.gender) in told for parse in _genitives(following))


def _turned(before: Sequence[tuple[str, list[Parse]]], word: str, nouns: Sequence[Parse]) -> str | None:
    """The adjectives and the noun in the nominative, where they agree in number."""
    for noun in nouns:
        number, gender = noun.tag.number, noun.tag.gender
        head = noun.inflect({"nomn", number})
        words = []
        for told, parses in before:
            parse = next((parse for parse in parses if parse.tag.number == number), None)
            wanted = {"nomn", "plur"} if number == "plur" else {"nomn", "sing", gender}
            turned = parse.inflect(wanted) if parse is not None else None
            if turned is not None:
                words.append(_cased(told, turned.word))
        if head is not None and len(words) == len(before):
            return " ".join([*words, _cased(word, head.word)])
    return None


def _cased(told: str, word: str) -> str:
    return word[:1].upper() + word[1:] if told[:1].isupper() else word
