"""Articles that are one form filled in: bulletins that differ in figures, dates and a name, in whatever language.

What recurs on many articles of one form may be the form itself, so it proves nothing: furniture recurs on articles
that have their own words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.page.blocks import text_key

CHANGED_SHARE = 1 / 12  # of an article's words may change within a form: a month, a place that is named again and again
CHANGED_WORDS = 3  # and so many in a short one
CONSTANT = 3  # articles that have a line word for word, from which on it tells nothing of their forms
# a word, or a sign of a script that parts none; figures are none
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+")


def forms_of(articles: Sequence[Sequence[str]]) -> list[int]:
    """The number of each article's form, from the lines of its body; what many have word for word is left aside.

    Articles that hold nothing besides are of one form.
    """
    spread = Counter(key for lines in articles for key in {text_key(line) for line in lines})
    forms: list[Counter[str]] = []
    numbers = []
    for lines in articles:
        words = Counter(
            word.lower() for line in lines if spread[text_key(line)] < CONSTANT for word in _WORD.findall(line)
        )
        same = next((number for number, form in enumerate(forms) if _are_alike(form, words)), len(forms))
        if same == len(forms):
            forms.append(words)
        numbers.append(same)
    return numbers


def _are_alike(one: Counter[str], other: Counter[str]) -> bool:
    """Whether two articles have the same words but for a few, and more in common than not."""
    shorter, longer = sorted((one, other), key=Counter.total)
    longest = longer.total()
    left = min(max(CHANGED_WORDS, CHANGED_SHARE * longest), longest / 2)
    if longest - shorter.total() > left:
        return False
    for word, count in longer.items():  # until too many are found: of most articles nearly all words differ
        left -= max(0, count - shorter[word])
        if left < 0:
            return False
    return True
