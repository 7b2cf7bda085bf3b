"""Line rules: is a line of text furniture by its wording alone? The rules are data, in line_rules.tsv."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

# A longer line is prose, whatever it starts with.
LONGEST = 420
BRACKETED = 30  # characters: a label in brackets, as [Print] or 【関連記事】


@dataclass(frozen=True, kw_only=True, slots=True)
class LineRule:
    """Lines that match `pattern` whole are furniture for `reason`, within `scope`; `example` is one.

    Scopes: "any" holds wherever the line stands; "edge" only near the start or the end of the article;
    "link" only where the line is known to be a link; "run" only where at least three such lines follow one another.
    """

    reason: str
    scope: str
    pattern: re.Pattern[str]
    example: str


@cache
def line_rules() -> tuple[LineRule, ...]:
    """The rules in the order of the file; the first that matches names the reason."""
    with resources.files("extract.furniture").joinpath("line_rules.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            LineRule(
                reason=row["reason"],
                scope=row["scope"],
                pattern=re.compile(row["pattern"], re.IGNORECASE),
                example=row["example"],
            )
            for row in rows
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class LinePolicy:
    """An outlet's own word on lines, which overrules every rule and everything learned."""

    keep: tuple[re.Pattern[str], ...] = ()
    drop: tuple[re.Pattern[str], ...] = ()

    def keeps(self, line: str) -> bool:
        """Whether the outlet says that the line belongs to its articles."""
        return any(pattern.search(line) for pattern in self.keep)

    def reason(self, line: str, *scopes: str) -> str | None:
        """Why the line goes, by the outlet's word ("outlet") and then by the rules of the scopes; None if it stays."""
        if self.keeps(line):
            return None
        if any(pattern.search(line) for pattern in self.drop):
            return "outlet"
        return line_reason(line, *scopes)


def line_reason(line: str, *scopes: str) -> str | None:
    """Why a line is furniture by the rules of the scopes given, or None."""
    line = line.strip().lstrip("•·*-–|>»▶☞ ").rstrip("|>» ")
    if line[:1] in ("[", "【") and line[-1:] in ("]", "】") and len(line) < BRACKETED:
        line = line[1:-1].strip()
    if not line or len(line) > LONGEST:
        return None
    reason = _reason(line, scopes)
    if reason is not None:
        return reason
    parts = [part for part in re.split(r"\s*[|·•]\s*", line.strip("|·• ")) if part]
    reasons = [_reason(part, scopes) for part in parts] if 1 < len(parts) < 9 else []
    return reasons[0] if reasons and all(reasons) else None


def _reason(line: str, scopes: tuple[str, ...]) -> str | None:
    return next((r.reason for r in line_rules() if r.scope in scopes and r.pattern.fullmatch(line)), None)
