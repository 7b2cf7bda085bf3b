"""What the gazetteer looks for: patterns of the span rulers and the character matcher, out of the knowledge base.

Each pattern is `{"label", "pattern", "id"}`; `id` is the known entity's, or "" where several entities share the name.
A name that is also a word, a surname or a name of another label is *guarded*: it counts only with support from its
context (see `models.components.settle`).
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from importlib import resources

from corpus.names.text import script_of
from models.kb import ambiguous_aliases, context_aliases, load_base
from models.kb.entries import alias_key

Pattern = dict[str, str]

_TYPE_NOUN = re.compile(
    r" (County|District|City|Province|Port|River|Island|Village|Township|Market|Station|Region|Peninsula|Sea|Mountain)$"
)
# A person's one name of so many letters ("Lukashenko") is hardly anything else.
_RARE_NAME = 8


@cache
def guard_words(key: str) -> frozenset[str]:
    """A list of lower-case words from `configs/guards.toml`."""
    source = resources.files("models").joinpath("configs/guards.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(source)[key].split())


def _guarded(text: str, label: str, homographs: frozenset[str]) -> bool:
    if alias_key(text) in homographs:
        return True
    if " " in text or (label == "PERSON" and len(text) >= _RARE_NAME):
        return False
    if label in ("PERSON", "PRODUCT"):
        return True
    return (
        text.lower() in guard_words("names")
        or (len(text) < 4 and not (text.isupper() and len(text) == 3))
        or not text[0].isupper()
    )


def _variants(text: str) -> set[str]:
    """The spellings of one Latin name in running text: type noun in lower case, curly apostrophe."""
    found = {text}
    type_noun = _TYPE_NOUN.search(text)
    if type_noun:
        found.add(text[: type_noun.start()] + type_noun.group().lower())
    return found | {spelling.replace("'", "’") for spelling in found}


def _names(scripts: tuple[str, ...]) -> dict[tuple[str, str], set[str]]:
    """(label, name) -> known ids, of all names in the given scripts."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity in load_base():
        for text in entity.names:
            if script_of(text) in scripts and "(" not in text:
                found[entity.label, text].add(entity.id)
    return found


def _homographs(names: dict[tuple[str, str], set[str]]) -> frozenset[str]:
    """Keys of the names that stand for more than one label, or that the knowledge base says need context."""
    labels: dict[str, set[str]] = defaultdict(set)
    for label, text in names:
        labels[alias_key(text)].add(label)
    shared = {key for key, seen in labels.items() if len(seen) > 1}
    return frozenset(shared | {key for _, key in context_aliases()})


def _is_commodity(label: str, text: str) -> bool:
    return label == "PRODUCT" and text == text.lower()


def _single_id(ids: set[str]) -> str:
    return next(iter(ids)) if len(ids) == 1 else ""


def latin_patterns(*, guarded: bool) -> list[Pattern]:
    """Patterns of the Latin-script names (no commodities), the guarded ones or the others; sorted."""
    names = _names(("latin",))
    homographs = _homographs(names)
    found: dict[tuple[str, str], str] = {}
    for (label, text), ids in names.items():
        if not _is_commodity(label, text) and _guarded(text, label, homographs) == guarded:
            for variant in _variants(text):
                found[label, variant] = _single_id(ids)
    return [{"label": label, "pattern": text, "id": known} for (label, text), known in sorted(found.items())]


def commodity_patterns() -> list[Pattern]:
    """Lower-case patterns of the goods that mean a good wherever they stand; sorted."""
    found: dict[str, str] = {}
    for (label, text), ids in _names(("latin",)).items():
        if _is_commodity(label, text) and text not in guard_words("commodities"):
            found[text] = _single_id(ids)
    return [{"label": "PRODUCT", "pattern": text, "id": known} for text, known in sorted(found.items())]


def script_patterns() -> list[Pattern]:
    """Patterns of the names in Hangul, Han, Kana and Cyrillic; sorted. Of one character there are only Korean goods.

    A pattern may bear the place's "kind", and "guarded": "yes" where the name is also a word.
    """
    ambiguous, kinds = ambiguous_aliases(), {entity.id: entity.kind for entity in load_base()}
    guarded = {key for _, key in context_aliases()}
    found: dict[str, Pattern] = {}
    for (label, text), ids in sorted(_names(("hangul", "han", "kana", "cyrillic")).items()):
        if text in found or (len(text) == 1 and (label != "PRODUCT" or script_of(text) != "hangul")):
            continue
        known = "" if (label, alias_key(text)) in ambiguous else _single_id(ids)
        found[text] = {"label": label, "pattern": text, "id": known}
        if label == "PLACE" and len(kind := {kinds[entity] for entity in ids}) == 1:
            found[text]["kind"] = kind.pop()
        if alias_key(text) in guarded and script_of(text) == "hangul":
            found[text]["guarded"] = "yes"
    return list(found.values())
