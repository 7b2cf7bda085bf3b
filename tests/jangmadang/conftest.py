"""A corpus that every stage has worked on, of two invented reports with figures."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

import pytest

from corpus.run.whole_pass import RunOptions, run_pass
from crawler.intake.importing import ImportOptions, import_paths

REPORTS = (
    {
        "url": "https://border-post.example/rice",
        "title": "Rice dearer in Hyesan",
        "published": "2026-03-14T09:00:00+09:00",
        "text": "A kilogram of rice cost 6,200 won in Hyesan on Friday, a trader who crosses the river said.\n\n"
        "The dollar traded at 8,900 won in Hyesan.\n\n"
        "Fewer sellers than usual had set out their stalls, he said, because soldiers had closed the road at dawn.",
    },
    {
        "url": "https://customs.example/year",
        "title": "China's trade with North Korea grew",
        "published": "2026-01-20T09:00:00+09:00",
        "text": "China's exports to North Korea totaled $2.18 billion in 2025, customs data showed on Tuesday.\n\n"
        "Work at the Musan mine has been halted since last week, a driver who carries its concentrate said.\n\n"
        "Traders in Dandong expect no quick change, since permits are given out by the month and for few goods only.",
    },
)


@pytest.fixture(scope="session")
def facts_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory after a whole pass without a crawl."""
    data = tmp_path_factory.mktemp("facts") / "data"
    saved = data.parent / "reports.jsonl"
    saved.write_text("".join(json.dumps(report) + "\n" for report in REPORTS), "utf-8")
    import_paths(data, [saved], ImportOptions())
    run_pass(data, RunOptions(crawl=False), watch=lambda stage: nullcontext(lambda done, total: None))
    return data
