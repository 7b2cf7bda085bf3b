"""Shards tried one by one: what comes of each is its own, and one that raised an error of its own is tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from corpus.records import Abort
from jangmadang.bulk.one_shard import ShardJob

TRIES = 3

Work = Callable[[ShardJob], dict[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """What came of one shard: its counts, or the reason why there are none."""

    job: ShardJob
    manifest: dict[str, Any] | None = None
    reason: str = ""


class Engine(Protocol):
    """What works on shards."""

    def run(self, work: Work, jobs: Sequence[ShardJob]) -> Iterator[Tried]:
        """What came of each job, in whatever order they end."""
        ...


class InThisProcess:
    """An engine that works on one shard after another, here."""

    def run(self, work: Work, jobs: Sequence[ShardJob]) -> Iterator[Tried]:
        """What came of each job, in order; one that raised an error of its own is tried again."""
        for job in jobs:
            for _ in range(TRIES):
                tried = attempt(work, job)
                if tried.manifest is not None:
                    break
            yield tried


def attempt(work: Work, job: ShardJob) -> Tried:
    """One try at a shard; whatever it raises is its reason, and no other shard's."""
    try:
        return Tried(job=job, manifest=work(job))
    except Exception as error:
        said = str(error) if isinstance(error, Abort) else f"{type(error).__name__}: {error}"
        return Tried(job=job, reason=said[:500])
