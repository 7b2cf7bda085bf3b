"""Datelines that tell the whole day: "SAN FRANCISCO—March 9, 2015—"."""

from __future__ import annotations

import re
from datetime import UTC, tzinfo

from extract.fields.date_forms import WrittenDate, read_dates

_DATELINE_PLACE = re.compile(
    r"\s*[(（【\[]?[^\W\d_][^.!?。:]{1,40}?(?:[,，]\s*|\s*[—–=]\s*|\s-{1,2}\s|(?<=[\u3400-\u9fff]))"
)
_DATELINE_END = re.compile(r"\s*(?:--|[—–/(（:)）】\]]|-\s|[电電讯訊発])")


def read_dated_dateline(text: str, *, zone: tzinfo = UTC) -> WrittenDate | None:
    """The full date of the dateline that a text begins with, as "SAN FRANCISCO—March 9, 2015—", or None."""
    for written in read_dates(text, zone=zone)[:1]:
        before, _, after = text.partition(written.text)
        if _DATELINE_PLACE.fullmatch(before) and _DATELINE_END.match(after):
            return written
    return None
