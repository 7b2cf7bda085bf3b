"""The language of a text as an ISO 639-1 code, by script first and by letter statistics for the rest."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SCRIPTS = {
    "hangul": re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    "kana": re.compile(r"[\u3041-\u3096\u30a1-\u30fa]"),
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
# Languages that news is written in. The statistics know many more, and give a list of names to one of those.
WRITTEN = frozenset(
    (
        "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he",
        "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "ko", "ky", "lt", "lv", "mk", "mn", "ms", "my",
        "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "tg", "th", "tl", "tr",
        "uk", "ur", "uz", "vi", "zh",
    )
)  # fmt: skip
SAMPLE = 1200
# Below this many letters the statistics guess at random: "Trade" alone is Swedish to them.
MIN_LETTERS = 24
SHORT = 600  # letters: a list of names as long misleads the statistics
LIKELY = 4
# Languages that are not written in Latin letters.
OTHER_SCRIPTS = frozenset(
    (
        "ar", "be", "bg", "bn", "el", "fa", "he", "hi", "hy", "ja", "ka", "kk", "ko", "ky", "mk", "mn", "ru", "ta",
        "tg", "th", "uk", "ur", "zh",
    )
)  # fmt: skip
NAMES = 0.75  # share of words with a capital from which on a text is mostly names
FEWEST_WORDS = 6
_LATIN_NAME = re.compile(r"\b[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f'’-]*")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][\w'’-]*")


def detect_language(text: str, *, declared: str = "", title: str = "") -> str | None:
    """ISO 639-1 code of the language most of `text` is in; None where there are too few letters to tell.

    Hangul is Korean, kana Japanese, Han without kana Chinese. Latin and Cyrillic letters go to py3langid.
    A Han or Hangul character weighs as three letters, since it says as much. `declared` is what the page says of
    itself, and is believed of a short text where the statistics hold it for likely. Names in Latin letters say little
    of the language that they stand in: of a text that is mostly names the `title` tells it, or else what is declared.
    """
    sample = text[:SAMPLE]
    counts = _counts(sample)
    without_names = _counts(_LATIN_NAME.sub("", text))
    if sum(without_names.values()) - without_names["latin"] > max(MIN_LETTERS, without_names["latin"]):
        counts = without_names  # a Russian list of ships' names is Russian
        sample = _LATIN_NAME.sub("", text)[:SAMPLE]
    asian = counts["hangul"] + counts["kana"] + counts["han"]
    alphabetic = counts["latin"] + counts["cyrillic"]
    if asian * 3 > alphabetic:
        return _asian_language(counts) if asian >= 4 else None
    if alphabetic < MIN_LETTERS:
        return None
    stated = declared[:2].lower()
    if counts["latin"] > counts["cyrillic"] and _mostly_names(sample):
        return _of_names(sample, stated, title)
    likely = _likely(sample)
    return stated if alphabetic < SHORT and stated in likely else likely[0]


def _counts(text: str) -> dict[str, int]:
    """How many letters of each script a text has."""
    return {name: len(pattern.findall(text)) for name, pattern in SCRIPTS.items()}


def _likely(sample: str) -> list[str]:
    return [str(code) for code, _ in _identifier().rank(sample)[:LIKELY]]


def _mostly_names(sample: str) -> bool:
    """Whether nearly all words of a text in small letters for the most part begin with a capital."""
    words = _WORD.findall(sample)
    names = sum(1 for word in words if word[:1].isupper())
    return len(words) >= FEWEST_WORDS and names >= NAMES * len(words) and not sample.isupper()


def _of_names(sample: str, stated: str, title: str) -> str:
    """The language of a text of names: the title's, if it is in words, else the declared one of that script."""
    possible = stated if stated in WRITTEN and stated not in OTHER_SCRIPTS else ""
    if len(re.findall(r"[A-Za-z\u00c0-\u024f]", title)) >= MIN_LETTERS and not _mostly_names(title):
        likely = _likely(title)
        return possible if possible in likely else likely[0]
    return possible or _likely(f"{title}\n{sample}")[0]


@cache
def _identifier() -> LanguageIdentifier:
    """The letter statistics, for the languages that news is written in: names alone look like a rare one."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(WRITTEN.intersection(identifier.labels))
    return identifier


def _asian_language(counts: dict[str, int]) -> str:
    if counts["hangul"] >= max(counts["kana"], counts["han"]) / 2:
        return "ko"
    # Japanese prose is about half kana; a Chinese text may quote a Japanese name.
    return "ja" if counts["kana"] * 8 > counts["han"] else "zh"
