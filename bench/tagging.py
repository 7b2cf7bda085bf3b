"""Our pipeline and the stock one side by side: accuracy, words a second, load time, memory.

    python bench/tagging.py [--gold GOLD.jsonl]

Runs on the project's own test texts; needs the extra `bench` for the stock model. Speed is the best of several rounds,
the two pipelines taking turns, so that a busy machine slows both alike. `--gold` scores a further annotated file.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import click
from spacy.language import Language

from models.pipeline import load
from models.scripts.evaluate import ASSETS, count_documents, score_split, show
from models.scripts.markup import Annotation, Document, read_folder
from models.scripts.scoring import Counts
from models.scripts.stock import load_stock

PIPELINES = {"ours": load, "stock": lambda: load_stock(mapped=False)}
ROUNDS = 3


def read_texts() -> list[str]:
    """The project's own texts: the test and the plain split."""
    return [document.text for split in ("test", "plain") for document in read_folder(ASSETS / split)]


def measure_speed(pipelines: dict[str, Language], texts: list[str]) -> dict[str, float]:
    """Words a second of each pipeline, the best of ROUNDS rounds."""
    words = sum(len(text.split()) for text in texts)
    best = dict.fromkeys(pipelines, 0.0)
    for _ in range(ROUNDS):
        for name, nlp in pipelines.items():
            start = time.process_time()
            for _doc in nlp.pipe(texts):
                pass
            best[name] = max(best[name], words / (time.process_time() - start))
    return best


def probe(name: str) -> dict[str, float]:
    """Load time in seconds (imports apart) and peak memory in MB of a pipeline in a process of its own."""
    out = subprocess.run([sys.executable, __file__, "--probe", name], check=True, capture_output=True, text=True)
    return json.loads(out.stdout)


def run_probe(name: str) -> None:
    """Prints what `probe` returns; runs in the child process."""
    start = time.process_time()
    nlp = PIPELINES[name]()
    loaded = time.process_time() - start
    for _doc in nlp.pipe(read_texts()):
        pass
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"load_s": round(loaded, 2), "memory_mb": round(memory)}))


def read_gold(path: Path) -> list[Document]:
    """Documents of a gold file in JSON Lines: `text` and `ents` with start, end, label and perhaps opt."""
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = tuple(
            Annotation(start=ent["start"], end=ent["end"], label=ent["label"], optional=bool(ent.get("opt")))
            for ent in row["ents"]
        )
        documents.append(Document(slug=row["id"], path=str(path), text=row["text"], spans=spans))
    return documents


@click.command()
@click.option("--gold", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A further annotated file.")
@click.option("--probe", "probed", type=click.Choice(list(PIPELINES)), hidden=True)
def main(gold: Path | None, probed: str | None) -> None:
    """Compares the shipped pipeline with the stock one."""
    if probed:
        return run_probe(probed)
    speeds = measure_speed({name: make() for name, make in PIPELINES.items()}, read_texts())
    for name, words in speeds.items():
        figures = probe(name)
        click.echo(f"{name:6} {words:7.0f} words/s  loads in {figures['load_s']:.2f} s  {figures['memory_mb']} MB")
    for name, nlp in (("ours", load()), ("stock", load_stock())):
        for split in ("test", "unseen"):
            click.echo(f"\n{name} on {show(score_split(nlp, split)[0])}")
        if gold:
            counts: Counts = count_documents(nlp, read_gold(gold))
            click.echo(f"\n{name} on {gold.name}: strict micro F1 {counts.table()['micro']['f']:.3f}")
    return None


if __name__ == "__main__":
    main()
