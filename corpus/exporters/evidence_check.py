"""Evidence verified: every digest, the sentences in the text, the page in its record. It needs no data directory."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.exporters.evidence import FACTS, PAGE, SUMS, TEXT
from corpus.records import Abort


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing that was looked at, and whether it holds."""

    what: str
    holds: bool


def verify_evidence(folder: Path) -> list[Check]:
    """What was looked at in a folder of evidence.

    Raises:
        Abort: the folder is none of evidence.
    """
    try:
        facts = json.loads((folder / FACTS).read_text("utf-8"))
        sums = dict(line.split("  ", 1)[::-1] for line in (folder / SUMS).read_text("ascii").splitlines())
        facts["article"]["noarchive"], facts["page"]["body_kept"], facts["sentences"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Abort(f"{folder} is no folder of evidence: {error}") from error
    return [*_files(folder, sums), *_text(folder, facts), *_record(folder, facts)]


def _files(folder: Path, sums: dict[str, str]) -> Iterator[Check]:
    for name, digest in sorted(sums.items()):
        path = folder / name
        same = "/" not in name and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
        yield Check(what=f"{name} is as it was written", holds=same)
    there = {path.name for path in folder.iterdir()} - {SUMS}
    yield Check(what="no other file is there", holds=there <= sums.keys())
    yield Check(what=f"{FACTS} is among them", holds=FACTS in sums)


def _text(folder: Path, facts: dict[str, Any]) -> Iterator[Check]:
    if facts["article"]["noarchive"]:
        yield Check(what="it holds no text that asks not to be archived", holds=not (folder / TEXT).exists())
        return
    text = (folder / TEXT).read_text("utf-8") if (folder / TEXT).is_file() else ""
    for sentence in facts["sentences"]:
        told = " ".join(sentence["text"].split())[:60]
        yield Check(what=f"the text holds: {told}", holds=bool(sentence["text"]) and sentence["text"] in text)


def _record(folder: Path, facts: dict[str, Any]) -> Iterator[Check]:
    page = facts["page"]
    wanted = page["body_kept"] and not facts["article"]["noarchive"]
    if not wanted:
        yield Check(what="it holds no page", holds=not (folder / PAGE).exists())
        return
    found = _read_record(folder / PAGE)
    yield Check(what="the record of the page can be read", holds=found is not None)
    if found is None:
        return
    url, date, digest, body = found
    sha256 = hashlib.sha256(body).hexdigest()
    yield Check(what="its body has the SHA-256 that is stated", holds=sha256 == page["body_sha256"])
    yield Check(what="and the hash under which it was stored", holds=sha256.startswith(page["stored_hash"]))
    own = "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    yield Check(what="and the digest of its record", holds=digest in (own, ""))
    yield Check(what="it is of the address", holds=url == page["url"])
    yield Check(what="it is of the time", holds=date[:19] == page["fetched_at"][:19])


def _read_record(path: Path) -> tuple[str, str, str, bytes] | None:
    """Address, date, payload digest and body of the only record in a WARC file; None if it cannot be read."""
    from warcio.archiveiterator import ArchiveIterator

    try:
        with path.open("rb") as file:
            (found,) = [
                (
                    record.rec_headers.get_header("WARC-Target-URI") or "",
                    record.rec_headers.get_header("WARC-Date") or "",
                    record.rec_headers.get_header("WARC-Payload-Digest") or "",
                    record.content_stream().read(),
                )
                for record in ArchiveIterator(file)
            ]
    except Exception:  # whatever a damaged file makes of the reader: it cannot be read
        return None
    return found
