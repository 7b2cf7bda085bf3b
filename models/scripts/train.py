"""Trains the NER once a seed, side by side, and averages: `python -m models.scripts.train OUT --seed 20 --seed 21`.

All runs begin from the same stock weights, so that the mean of what they end at is a network, too; it varies less from
seed to seed than any one of them. Each run has its own order of the data and its own dropout.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import numpy as np
import spacy
from thinc.api import Model

CONFIG = Path("configs") / "ner.cfg"


def average(models: list[Model]) -> None:
    """Puts the mean of the models' weights into the first. Raises: ValueError if they are built differently."""
    walks = [list(model.walk()) for model in models]
    for nodes in zip(*walks, strict=True):
        if len({node.name for node in nodes}) > 1:
            raise ValueError(f"{nodes[0].name} stands against {nodes[1].name}")
        for name in nodes[0].param_names:
            if nodes[0].has_param(name):
                values = [np.asarray(node.get_param(name)) for node in nodes]
                nodes[0].set_param(name, np.mean(values, axis=0, dtype="f"))


def start(folder: Path, seed: int, paths: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """The training of one seed, as a process that writes into its own folder."""
    command = [sys.executable, "-m", "spacy", "train", str(CONFIG), "--output", str(folder / f"seed-{seed}")]
    return subprocess.Popen([*command, *paths, "--system.seed", str(seed)])


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--seed", "seeds", type=int, multiple=True, required=True, help="Once for each training.")
@click.option("--train", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--dev", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--vectors", type=click.Path(exists=True, file_okay=False), required=True)
def main(out: Path, seeds: tuple[int, ...], train: str, dev: str, vectors: str) -> None:
    """Trains once for each seed and writes the averaged pipeline to OUT/average."""
    paths = ("--paths.train", train, "--paths.dev", dev, "--paths.vectors", vectors)
    runs = [start(out, seed, paths) for seed in seeds]
    statuses = [run.wait() for run in runs]
    if any(statuses):
        raise click.ClickException("a training failed; see above")
    pipelines = [spacy.load(out / f"seed-{seed}" / "model-last") for seed in seeds]
    average([nlp.get_pipe("ner").model for nlp in pipelines])  # type: ignore[attr-defined]
    pipelines[0].to_disk(out / "average")
    click.echo(f"mean of {len(seeds)} trainings -> {out / 'average'}")


if __name__ == "__main__":
    main()
