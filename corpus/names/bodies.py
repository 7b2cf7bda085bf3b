"""Names of parties' and states' bodies in one form: what is abbreviated inside a longer name written out, epithets and
ordinals of a term left out ("Eighth Central Committee of the great WPK").

bodies.tsv holds the rules in the order in which they are applied, each with an example and the name that it is
the same as.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.names.tsv import read_rows

_RULES = tuple((re.compile(row["pattern"]), row["plain"]) for row in read_rows("bodies.tsv"))


@lru_cache(maxsize=50_000)
def plain_body(name: str) -> str:
    """The name, in lower case with straight quotes, as it is written out; as it was where no rule knows it."""
    if " " not in name:
        return name
    for pattern, plain in _RULES:
        name = pattern.sub(plain, name)
    return " ".join(name.split())
