"""Alarms: a run that broke expectations says so by mail, chat or webhook, through apprise."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.records import Abort


def send_alert(report: Mapping[str, Any], addresses: Sequence[str]) -> bool:
    """Whether an alert went out: False if nothing was broken, or if no address could be reached.

    `report` is a run's (`broken`, `warnings`, `id`); `addresses` are apprise's.

    Raises:
        Abort: apprise is not installed, or an address is none that it knows.
    """
    if not report.get("broken") or not addresses:
        return False
    count = len(report["broken"])
    lines = [*report["broken"], *(f"warning: {line}" for line in report.get("warnings", []))]
    title = f"jangmadang: {count} expectation{'s' if count > 1 else ''} broken"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # apprise imports modules that Python 3.13 drops
        return bool(_sender(addresses).notify(title=title, body="\n".join(lines)))


def _sender(addresses: Sequence[str]) -> Any:
    try:
        import apprise
    except ImportError as error:
        raise Abort("JANGMADANG_ALERTS needs apprise: pip install 'jangmadang[alerts]'") from error
    sender = apprise.Apprise()
    for address in addresses:
        if not sender.add(address):
            # the address itself may hold a password
            raise Abort(f"JANGMADANG_ALERTS: apprise knows no such address: {address.partition('://')[0]}://…")
    return sender
