"""What a stage did: the counts that a run's report is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# called with how many are done and how many there are
OnProgress = Callable[[int, int], None]


_COMMANDS = {"events": "group"}  # stages that files and tables know under another name than their command's


def shown_stage(stage: str) -> str:
    """What a stage is called where it is shown: as its command is."""
    return _COMMANDS.get(stage, stage)


@dataclass(kw_only=True, slots=True)
class StageReport:
    """Counts of one stage: `pending` before it, `done` of them, `refused` by reason, and what it found by kind.

    `pending` counts the `outdated` ones too where they were asked for; those that the deadline left over are `left`.
    """

    stage: str
    pending: int = 0
    outdated: int = 0
    done: int = 0
    left: int = 0
    seconds: float = 0.0
    refused: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON values, largest counts first."""
        return {
            "stage": self.stage,
            "pending": self.pending,
            "outdated": self.outdated,
            "done": self.done,
            "left": self.left,
            "seconds": round(self.seconds, 2),
            "refused": dict(self.refused.most_common()),
            "found": dict(self.found.most_common()),
        }
