"""What nobody foresaw: an item on which a stage broke is that item's outcome, with a sample kept for a report."""

from __future__ import annotations

import hashlib
import traceback
from pathlib import Path

from corpus.data_dir import DataDir
from corpus.records import Abort, Skip

IN_A_ROW = 50
MOST_SAMPLES = 200
LARGEST_SAMPLE = 1_000_000


class Faults:
    """The unforeseen errors of one stage in one process.

    One broken item says something of the item; so many in a row say that the stage itself is broken.
    """

    def __init__(self, data: Path, stage: str) -> None:
        self.folder = DataDir(data).faults
        self.stage = stage
        self._in_a_row = 0

    def fine(self) -> None:
        """An item went through, or was refused for a known reason."""
        self._in_a_row = 0

    def note(self, error: Exception, *, item: str, sample: bytes = b"") -> Skip:
        """The outcome `internal-error` of an item, whose bytes are kept with the error's trace.

        Raises:
            Abort: so many items broke in a row that the stage must be at fault.
        """
        kind = type(error).__name__
        said = f"{kind}: {error}"[:300].encode("utf-8", "backslashreplace").decode()
        self._keep(f"{self.stage}-{kind}", item, sample, error)
        self._in_a_row += 1
        if self._in_a_row >= IN_A_ROW:
            raise Abort(f"{self.stage}: {IN_A_ROW} items broke in a row, the last with {said}; see {self.folder}")
        return Skip("internal-error", said)

    def _keep(self, name: str, item: str, sample: bytes, error: Exception) -> None:
        mark = hashlib.sha256(item.encode("utf-8", "replace") + sample).hexdigest()[:8]
        trace = "".join(traceback.format_exception(error))[-20_000:]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if sum(1 for _ in self.folder.iterdir()) >= 2 * MOST_SAMPLES:
                return
            note = f"{item}\n\n{trace}".encode("utf-8", "backslashreplace")
            (self.folder / f"{name}-{mark}.txt").write_bytes(note)
            (self.folder / f"{name}-{mark}.sample").write_bytes(sample[:LARGEST_SAMPLE])
        except OSError:  # a sample is a help, and no reason to lose the outcome
            return
