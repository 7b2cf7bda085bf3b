"""What a tagger by characters sees at each character of a line: itself, its neighbours, its word, known names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from models.components.morphology import Word

Mark = tuple[int, int, str]  # start, end, what: a known name's label, with "?" where it is also something else
_EDGE = "_"
_MAX_WORD = 12


def char_type(char: str) -> str:
    """H Hangul, C Han, K and G kana, R Cyrillic, L other letters, D digits, S white space; a mark is itself."""
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3:
        return "H"
    if 0x3400 <= code <= 0x9FFF or char in "々〇":
        return "C"
    if 0x3041 <= code <= 0x30FF:
        return "K" if code > 0x30A0 else "G"
    if 0x400 <= code <= 0x4FF:
        return "R"
    if char.isspace():
        return "S"
    if char.isdigit():
        return "D"
    return "L" if unicodedata.category(char).startswith("L") else char


def place_in(start: int, end: int, index: int) -> str:
    """B, I or E: where in a span an index is; S in a span of one."""
    if end - start == 1:
        return "S"
    return "B" if index == start else "E" if index == end - 1 else "I"


def _spread(length: int, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """For each index what spans say of it, with its place in the span; "" where there is none."""
    found = [""] * length
    for start, end, what in spans:
        for index in range(start, end):
            found[index] += f"{place_in(start, end, index)}{what}"
    return found


def line_features(text: str, words: Sequence[Word], marks: Sequence[Mark], heads: Sequence[Mark]) -> list[list[str]]:
    """For each character of a line its features. `heads` are words that names end in or that stand after names."""
    size = len(text)
    chars = [_EDGE] * 4 + [char if not char.isdigit() else "0" for char in text] + [_EDGE] * 4
    types = ["_", "_", *map(char_type, text), "_", "_"]
    known, headed = _spread(size, marks), _spread(size, heads)
    known = ["", "", *known, "", ""]
    rows: list[list[str]] = []
    for i in range(size):
        p3, p2, p1, c, n1, n2, n3 = chars[i + 1 : i + 8]
        t = types[i : i + 5]
        row = [
            f"0{c}", f"-1{p1}", f"1{n1}", f"-2{p2}", f"2{n2}", f"-3{p3}", f"3{n3}",
            f"a{p1}{c}", f"b{c}{n1}", f"c{p2}{p1}", f"d{n1}{n2}", f"e{p2}{p1}{c}", f"f{p1}{c}{n1}", f"g{c}{n1}{n2}",
            f"h{n1}{n2}{n3}", f"i{p3}{p2}{p1}", f"j{p3}{p2}{p1}{c}", f"k{c}{n1}{n2}{n3}",
            f"t{t[2]}", f"u{t[1]}{t[2]}{t[3]}", f"v{''.join(t)}",
        ]  # fmt: skip
        here = known[i + 2]
        row.append(f"K{here}")
        row.append(f"L{known[i + 1]}|{here}")
        row.append(f"M{here}|{known[i + 3]}")
        if here:
            row.append(f"N{here}{p1}{n1}")
        if headed[i]:
            row.append(f"H{headed[i]}")
        rows.append(row)
    _add_spaced(text, rows, heads)
    _add_words(rows, words)
    return rows


def _add_spaced(text: str, rows: list[list[str]], heads: Sequence[Mark]) -> None:
    """Adds what stands between spaces: the stretch, its beginning and rest at each character, its neighbours."""
    stretches: list[tuple[int, int]] = []
    start = 0
    for piece in text.split(" "):
        stretches.append((start, start + len(piece)))
        start += len(piece) + 1
    pieces = [text[start:end] for start, end in stretches]
    head_at = {index: what for start, _, what in heads for index in (start,)}
    for number, (start, end) in enumerate(stretches):
        before = pieces[number - 1] if number else _EDGE
        after = pieces[number + 1] if number + 1 < len(pieces) else _EDGE
        own = [f"p{before[-3:]}", f"q{after[:3]}", f"r{before}", f"s{after}"]
        if end < len(text) and (what := head_at.get(end + 1)):
            own.append(f"P{what}")
        inner = [(index, what) for index, what in sorted(head_at.items()) if start <= index < end]
        for index in range(start, end):
            row = rows[index]
            row += own
            row.append(f"w{text[start : index + 1][-_MAX_WORD:]}")
            row.append(f"x{text[index:end][:_MAX_WORD]}")
            for head, what in inner:
                if head > index:
                    row.append(f"Q{what}")
                    row.append(f"R{what}{min(head - index, 9)}")
                    break


def _add_words(rows: list[list[str]], words: Sequence[Word]) -> None:
    """Adds the dictionary's words: the form and class at each character, and the classes around."""
    classes = ["_", "_", *(f"{word.kind}{word.detail}" for word in words), "_", "_"]
    forms = [_EDGE, *(word.form for word in words), _EDGE]
    for number, word in enumerate(words):
        c2, c1, c, n1, n2 = classes[number : number + 5]
        around = [
            f"y{c1}", f"z{n1}", f"A{c1}|{c}", f"B{c}|{n1}", f"C{n1}|{n2}", f"D{c2}|{c1}", f"E{forms[number]}",
            f"F{forms[number + 2]}", f"G{c1}|{c}|{n1}",
        ]  # fmt: skip
        for index in range(word.start, word.end):
            where = place_in(word.start, word.end, index)
            row = rows[index]
            row += around
            row.append(f"W{where}{word.form}")
            row.append(f"X{where}{c}")
