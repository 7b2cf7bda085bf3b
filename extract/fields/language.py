"""The language of a text as an ISO 639-1 code, by script first and by letter statistics for the rest."""

from __future__ import annotations

import re

import py3langid

SCRIPTS = {
    "hangul": re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    "kana": re.compile(r"[\u3041-\u3096\u30a1-\u30fa]"),
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
SAMPLE = 1200
# Below this many letters the statistics guess at random: "Trade" alone is Swedish to them.
MIN_LETTERS = 24


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language most of `text` is in; None where there are too few letters to tell.

    Hangul is Korean, kana Japanese, Han without kana Chinese. Latin and Cyrillic letters go to py3langid.
    A Han or Hangul character weighs as three letters, since it says as much.
    """
    sample = text[:SAMPLE]
    counts = {name: len(pattern.findall(sample)) for name, pattern in SCRIPTS.items()}
    asian = counts["hangul"] + counts["kana"] + counts["han"]
    alphabetic = counts["latin"] + counts["cyrillic"]
    if asian * 3 > alphabetic:
        return _asian_language(counts) if asian >= 4 else None
    if alphabetic < MIN_LETTERS:
        return None
    code, _ = py3langid.classify(sample)
    return str(code)


def _asian_language(counts: dict[str, int]) -> str:
    if counts["hangul"] >= max(counts["kana"], counts["han"]) / 2:
        return "ko"
    # Japanese prose is about half kana; a Chinese text may quote a Japanese name.
    return "ja" if counts["kana"] * 8 > counts["han"] else "zh"
