"""Generated Korean personal names in the romanisations and orders that news in English shows. Seeded by the caller."""

from __future__ import annotations

import random

from corpus.names.surnames import SURNAMES

# One tuple a surname: DPRK press, South Korean habit, other forms seen.
SPELLED = tuple(surname.spelled for surname in SURNAMES if surname.spelled)
# One tuple a syllable of a given name: DPRK, Revised, South Korean habit.
SYLLABLES = (
    ("jong", "jeong", "jung"), ("un", "eun", "eun"), ("il", "il", "il"), ("song", "seong", "sung"),
    ("chol", "cheol", "chul"), ("myong", "myeong", "myung"), ("yong", "yeong", "young"), ("ho", "ho", "ho"),
    ("su", "su", "soo"), ("hyok", "hyeok", "hyuk"), ("kwang", "gwang", "kwang"), ("nam", "nam", "nam"),
    ("hui", "hui", "hee"), ("sun", "sun", "soon"), ("ok", "ok", "ok"), ("suk", "suk", "sook"),
    ("mi", "mi", "mi"), ("hyang", "hyang", "hyang"), ("ryong", "ryong", "yong"), ("jin", "jin", "jin"),
    ("jae", "jae", "jae"), ("thae", "tae", "tae"), ("hak", "hak", "hak"), ("kyong", "gyeong", "kyung"),
    ("sok", "seok", "suk"), ("guk", "guk", "kook"), ("chun", "chun", "choon"), ("hwa", "hwa", "hwa"),
    ("yon", "yeon", "yeon"), ("ju", "ju", "joo"), ("min", "min", "min"), ("hyon", "hyeon", "hyun"),
    ("ung", "ung", "woong"), ("bom", "beom", "bum"), ("sik", "sik", "sik"), ("dok", "deok", "duk"),
    ("gil", "gil", "kil"), ("ryol", "ryeol", "yul"), ("won", "won", "won"), ("bok", "bok", "bok"),
    ("ae", "ae", "ae"), ("sil", "sil", "sil"), ("hun", "hun", "hoon"), ("in", "in", "in"), ("ui", "ui", "eui"),
    ("jun", "jun", "joon"), ("bin", "bin", "bin"), ("rim", "rim", "lim"), ("dong", "dong", "dong"),
    ("sang", "sang", "sang"), ("u", "u", "woo"), ("gi", "gi", "ki"), ("han", "han", "han"), ("ran", "ran", "ran"),
)  # fmt: skip


def surname(rng: random.Random) -> str:
    """A Korean surname in one romanisation."""
    return rng.choices(rng.choice(SPELLED), weights=(5, 4, 2))[0]


def full_name(rng: random.Random) -> tuple[str, str]:
    """A full name as written in a text, and its surname."""
    column = rng.choices((0, 1, 2), weights=(5, 2, 3))[0]
    family = rng.choice(SPELLED)[{0: 0, 1: 2, 2: 1}[column]]
    count = 1 if rng.random() < 0.08 else 2
    syllables = [row[column] for row in rng.sample(SYLLABLES, count)]
    first = syllables[0].capitalize()
    if count == 1:
        given, reverse = first, 0.1
    else:
        second = syllables[1]
        style = rng.choices(("spaced", "hyphen", "hyphen-cap", "joined", "camel"), weights=(45, 35, 6, 11, 3))[0]
        given = {
            "spaced": f"{first} {second.capitalize()}",
            "hyphen": f"{first}-{second}",
            "hyphen-cap": f"{first}-{second.capitalize()}",
            "joined": f"{first}{second}",
            "camel": f"{first}{second.capitalize()}",
        }[style]
        reverse = 0.0 if style == "spaced" else 0.2
    if rng.random() < reverse:
        return f"{given} {family}", family
    return f"{family} {given}", family
