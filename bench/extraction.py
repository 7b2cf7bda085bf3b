"""Compare the article's text with plain trafilatura and three other extractors: F1 by shingles, pages a second.

Pages are JSON Lines, gzipped, of {"url", "html", "gold_text"}. Scores follow the scheme of the article extraction
benchmark: bags of four words, each page normalised, precision and recall averaged over the pages, F1 of the averages.
Rules are decided on the even lines only; odd lines and all are reported beside them.

The peers' pins clash with ours, so they live in an environment of their own:
    python bench/extraction.py PAGES.jsonl.gz --peers /tmp/peers --install
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extraction_steps import worth
from trafilatura import bare_extraction

from corpus.records import RawPage, Skip
from extract.article import extract_article

PACKAGES = {"readability-lxml": "readability-lxml", "newspaper4k": "newspaper4k", "news-please": "news-please"}
# A Han character or a kana is a word of its own; soft hyphens and zero-width marks end no word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")
SHINGLE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """What one extractor made of the pages, and how long it took (processor time)."""

    name: str
    texts: tuple[str, ...]
    seconds: float
    failures: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """Precision and recall averaged over pages, and F1 of the two."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(_UNSEEN.sub("", text))
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)) if words)


def score(golds: Sequence[str], texts: Sequence[str]) -> Score:
    precisions, recalls = [], []
    for gold, text in zip(golds, texts, strict=True):
        true, found = shingles(gold), shingles(text)
        both = (true & found).total()
        if found:
            precisions.append(both / found.total())
        if true:
            recalls.append(both / true.total())
    return Score(
        precision=statistics.mean(precisions) if precisions else 0.0,
        recall=statistics.mean(recalls) if recalls else 0.0,
    )


def ours(html: str, url: str) -> str:
    page = RawPage(url=url, outlet="bench", fetched_at=datetime.now(UTC), body=html.encode("utf-8", "replace"))
    try:
        return extract_article(page).text
    except Skip:
        return ""


def trafilatura(html: str, url: str) -> str:
    document = bare_extraction(html, url=url, include_comments=False)
    return getattr(document, "text", None) or ""


def trafilatura_whole(html: str, url: str) -> str:
    document = bare_extraction(html, url=url, include_comments=False, with_metadata=True)
    return getattr(document, "text", None) or ""


def run_together(pages: Sequence[dict[str, str]], readers: dict[str, Callable[[str, str], str]]) -> list[Run]:
    """Each page through each extractor in turn, so that a busy machine slows all of them alike."""
    texts: dict[str, list[str]] = {name: [] for name in readers}
    seconds = dict.fromkeys(readers, 0.0)
    for read in readers.values():
        read(pages[0]["html"], pages[0]["url"])
    for page in pages:
        for name, read in readers.items():
            started = time.process_time()
            texts[name].append(read(page["html"], page["url"]))
            seconds[name] += time.process_time() - started
    return [Run(name=name, texts=tuple(texts[name]), seconds=seconds[name]) for name in readers]


def run_peer(name: str, python: Path, pages: Sequence[dict[str, str]]) -> Run | None:
    """The run of a peer in its own environment, or None where it is not installed there."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"url": page["url"], "html": page["html"]}) + "\n" for page in pages)
        file.flush()
        script = Path(__file__).with_name("extraction_peers.py")
        done = subprocess.run([python, script, name, file.name], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: missing ({done.stderr.strip().splitlines()[-1:]})", file=sys.stderr)
        return None
    data = json.loads(done.stdout)
    return Run(name=name, texts=tuple(data["texts"]), seconds=data["seconds"], failures=data["failures"])


def install(folder: Path) -> None:
    venv.create(folder, with_pip=True, clear=False)
    for package in PACKAGES.values():
        command = [folder / "bin" / "python", "-m", "pip", "install", "-q", package, "lxml_html_clean"]
        subprocess.run(command, check=False)


def read_pages(file: Path) -> list[dict[str, str]]:
    """The pages of a file, each with the set that it is of."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [{"set": file.name.partition(".")[0], **json.loads(line)} for line in lines]


def ablation(pages: Sequence[dict[str, str]]) -> str:
    """F1 by set, and what is lost of it without each step, as a Markdown table; steps that change nothing come last."""
    sets = list(dict.fromkeys(page["set"] for page in pages))

    def by_set(read: Callable[[str, str], str]) -> dict[str, float]:
        texts = [read(page["html"], page["url"]) for page in pages]
        return {
            of: score(
                [page["gold_text"] for page in pages if page["set"] == of],
                [text for page, text in zip(pages, texts, strict=True) if page["set"] == of],
            ).f1
            for of in sets
        }

    counts = (f"{of}, {sum(page['set'] == of for page in pages)}" for of in sets)
    lines = ["| step | " + " | ".join(counts) + " |", "| --- |" + " --- |" * len(sets)]
    rows = list(worth(lambda: by_set(ours)))
    for name, found in [rows[0], ("trafilatura", by_set(trafilatura))]:
        lines.append(f"| {name} | " + " | ".join(f"{found[of]:.4f}" for of in sets) + " |")
    telling = [(name, found) for name, found in rows[1:] if any(round(value, 4) for value in found.values())]
    for name, found in sorted(telling, key=lambda row: -sum(row[1].values())):
        lines.append(f"| {name} | " + " | ".join(f"{found[of]:+.4f}" for of in sets) + " |")
    silent = [name for name, found in rows[1:] if not any(round(value, 4) for value in found.values())]
    return "\n".join([*lines, "", f"No difference: {', '.join(silent)}."])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--peers", type=Path, help="an environment that has the peers")
    parser.add_argument("--install", action="store_true", help="make that environment first")
    parser.add_argument("--ablate", action="store_true", help="what each step is worth, as a Markdown table")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    pages = [page for file in options.pages for page in read_pages(file)]
    if options.ablate:
        print(ablation(pages))
        return
    readers = {"jangmadang": ours, "trafilatura": trafilatura, "trafilatura with metadata": trafilatura_whole}
    runs = run_together(pages, readers)
    if options.peers:
        if options.install:
            install(options.peers)
        python = options.peers / "bin" / "python"
        runs += [run for name in PACKAGES if (run := run_peer(name, python, pages))]
    report(runs, [page["gold_text"] for page in pages], as_json=options.json)


def report(runs: Sequence[Run], golds: Sequence[str], *, as_json: bool) -> None:
    parts = {"all": slice(None), "even": slice(0, None, 2), "odd": slice(1, None, 2)}
    speed = {run.name: len(golds) / run.seconds for run in runs}
    rows = []
    for run in runs:
        row: dict[str, object] = {"name": run.name, "pages_a_second": round(speed[run.name], 1)}
        row["of_trafilatura"] = round(speed[run.name] / speed["trafilatura"], 2)
        row["failures"] = run.failures
        for part, where in parts.items():
            found = score(golds[where], run.texts[where])
            row[part] = {
                "f1": round(found.f1, 4),
                "precision": round(found.precision, 4),
                "recall": round(found.recall, 4),
            }
        rows.append(row)
    if as_json:
        print(json.dumps(rows, indent=1))
        return
    for row in rows:
        scores = "  ".join(
            f"{part} F1 {row[part]['f1']:.4f} P {row[part]['precision']:.4f} R {row[part]['recall']:.4f}"
            for part in parts
        )  # type: ignore[index]
        print(f"{row['name']:26}{row['pages_a_second']:7} pages/s {row['of_trafilatura']:5}  {scores}")


if __name__ == "__main__":
    main()
