"""One statement of when a page was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpus.times import shown_time
from extract.fields.date_forms import WrittenDate


@dataclass(frozen=True, kw_only=True, slots=True)
class DateEvidence:
    """One statement of when a page was published: an aware UTC time, what said it, whether it has a time of day.

    `text` are the words it was read from; `words` is how many others stood beside them. `coarse` is "month" or "year"
    where no day is told; `labelled` where a word before it says that it is the publication's.
    """

    when: datetime
    source: str
    exact: bool = True
    text: str = ""
    words: int = 0
    coarse: str = ""
    original: bool = False
    labelled: bool = False

    @property
    def precision(self) -> str:
        """What the evidence tells: "minute", "day", "month" or "year"."""
        return self.coarse or ("minute" if self.exact else "day")

    def __str__(self) -> str:
        """The evidence as one line for the store: source, time or day, and the words it was read from."""
        stamp = self.when.isoformat(timespec="seconds")
        if self.precision != "minute":
            stamp = shown_time(stamp, self.precision)
        return f"{self.source} {stamp}" + (f" {self.text!r}" if self.text else "")


def evidence_of(source: str, written: WrittenDate) -> DateEvidence:
    """A date that is written in a page, as evidence from `source`."""
    return DateEvidence(when=written.when, source=source, exact=written.exact, text=written.text)
