"""Shards on Ray, one shard one task: on this machine's cores, or on a cluster's. Ray is the extra `ray`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, redirect_stdout
from typing import Any

from corpus import settings
from corpus.records import Abort
from jangmadang.bulk.one_shard import ShardJob
from jangmadang.bulk.trying import TRIES, Tried, Work, attempt

MOST_DEATHS = 20  # of workers on one shard, of which none counts as the shard's own error
_STORE = 200 * 1024 * 1024  # results are counts, so little is held
_HERE_ALONE = {"_node_ip_address": "127.0.0.1"}  # its parts find one another whatever becomes of the network


class RayEngine:
    """An engine over a Ray that is started here with so many workers, or over the cluster at an address."""

    def __init__(self, *, workers: int, address: str | None) -> None:
        """Raises `Abort` when Ray is not installed."""
        settings.prepare_ray(here=address is None)
        try:
            import ray
        except ImportError as error:
            raise Abort("several workers need Ray: pip install 'jangmadang[ray]', or --workers 1") from error
        self.ray: Any = ray
        self.workers = workers
        self.address = address

    def __enter__(self) -> RayEngine:
        here = {"num_cpus": self.workers, "object_store_memory": _STORE, "include_dashboard": False, **_HERE_ALONE}
        given = {"address": self.address} if self.address else {"address": "local", **here}
        with ExitStack() as opened:
            opened.enter_context(redirect_stdout(sys.stderr))  # Ray says there that a worker died, and we our results
            opened.callback(self.ray.shutdown)
            self._begin(**given)
            self.opened = opened.pop_all()
        return self

    def _begin(self, **given: Any) -> None:
        """Start Ray, or join a cluster. On a machine with much else to do it may not come up in its half minute, which
        Ray says by an error of no kind of its own: it is begun once more.
        """
        for again in (not self.address, False):
            try:
                self.ray.init(**given, log_to_driver=False, logging_level="ERROR")
                return
            except Exception as error:
                if not again:
                    what = f"no Ray cluster at {self.address}" if self.address else "Ray did not start here"
                    raise Abort(f"{what}: {error}"[:300]) from error
                self.ray.shutdown()

    def __exit__(self, *exc: object) -> None:
        self.opened.close()

    def run(self, work: Work, jobs: Sequence[ShardJob]) -> Iterator[Tried]:
        """What came of each job, as they end. One whose worker or node died is run again by Ray; one that raised an
        error of its own is tried again here.
        """
        task = self.ray.remote(num_cpus=1, max_retries=MOST_DEATHS, retry_exceptions=False)(attempt)
        running = {task.remote(work, job): (job, 1) for job in jobs}
        while running:
            ended = self._next(list(running))
            job, tries = running.pop(ended)
            tried = self._result(ended, job)
            if tried.manifest is None and tries < TRIES and tried.reason != _DIED:
                running[task.remote(work, job)] = (job, tries + 1)
            else:
                yield tried

    def _next(self, running: list[Any]) -> Any:
        """One that has ended. Raises KeyboardInterrupt at Ctrl-C, which Ray's compiled code wraps in another error."""
        try:
            return self.ray.wait(running, num_returns=1)[0][0]
        except SystemError as error:
            if isinstance(error.__cause__, KeyboardInterrupt):
                raise KeyboardInterrupt from error
            raise

    def _result(self, ended: Any, job: ShardJob) -> Tried:
        try:
            tried: Tried = self.ray.get(ended)
            return tried
        except self.ray.exceptions.RayError:
            return Tried(job=job, reason=_DIED)


_DIED = f"its worker died more than {MOST_DEATHS} times, of lack of memory perhaps"
