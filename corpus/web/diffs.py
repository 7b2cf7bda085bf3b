"""What an edit changed in a text, line by line and in a line word by word."""

from __future__ import annotations

import difflib

from markupsafe import Markup

from corpus.web.marking import plain_text


def diff_lines(old: str, new: str) -> list[tuple[str, Markup]]:
    """("gone" or "new", the line with its changed words marked); lines that stayed are left out."""
    before, after = old.splitlines(), new.splitlines()
    lines: list[tuple[str, Markup]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            for was, now in zip(before[a:b], after[c:d], strict=True):
                lines += zip(("gone", "new"), _words(was, now), strict=True)
        elif kind != "equal":
            lines += [("gone", plain_text(line)) for line in before[a:b]]
            lines += [("new", plain_text(line)) for line in after[c:d]]
    return lines


def _words(was: str, now: str) -> tuple[Markup, Markup]:
    old, new = was.split(" "), now.split(" ")
    sides: tuple[list[Markup], list[Markup]] = ([], [])
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for side, words, tag in zip(sides, (old[a:b], new[c:d]), ("del", "ins"), strict=True):
            if words:
                text = plain_text(" ".join(words))
                side.append(text if kind == "equal" else Markup(f"<{tag}>{{}}</{tag}>").format(text))
    return Markup(" ").join(sides[0]), Markup(" ").join(sides[1])
