"""Records as a pandas DataFrame. pandas is imported only here, and only when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

_TIMES = ("date", "date_end", "published")


def to_frame(records: Iterable[Any]) -> DataFrame:
    """A row for each record (a dataclass or a mapping), a column for each field; days and times are datetime64.

    Raises:
        ImportError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError("to_frame needs pandas: pip install pandas") from error
    frame = pandas.DataFrame([_row(record) for record in records])
    for column in _TIMES:
        if column in frame:
            frame[column] = pandas.to_datetime(frame[column], utc=column == "published")
    return frame


def _row(record: Any) -> dict[str, Any]:
    if isinstance(record, Mapping):
        return dict(record)
    if is_dataclass(record) and not isinstance(record, type):
        return {field.name: getattr(record, field.name) for field in fields(record)}
    raise TypeError(f"a row is made of a dataclass or a mapping, not of {type(record).__name__}")
