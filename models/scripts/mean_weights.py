"""The mean of several trained recognizers: `python -m models.scripts.mean_weights OUT NER=0.3 NER=0.3 NER=0.4`.

All must have begun from the same weights and have the same layers and labels. Vectors and words are the first one's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import spacy
from spacy.language import Language


def layers(nlp: Language) -> list[Any]:
    """The layers of a pipeline's recognizer, always in the same order."""
    return list(nlp.get_pipe("ner").model.walk())  # type: ignore[attr-defined]


def mean(pipelines: Sequence[Language], shares: Sequence[float]) -> Language:
    """The first pipeline, each weight of its recognizer being the mean of all by their shares, which sum up to one.

    Raises:
        ValueError: their layers, their labels or the shapes of their weights differ, or the shares are no whole.
    """
    first, every = pipelines[0], [layers(nlp) for nlp in pipelines]
    if abs(sum(shares) - 1) > 1e-6:
        raise ValueError(f"the shares {shares} do not sum up to one")
    if len({tuple(layer.name for layer in found) for found in every}) > 1:
        raise ValueError("the recognizers have other layers")
    if len({nlp.get_pipe("ner").labels for nlp in pipelines}) > 1:  # type: ignore[attr-defined]
        raise ValueError("the recognizers have other labels")
    for same in zip(*every, strict=True):
        for name in same[0].param_names:
            if same[0].has_param(name):
                weights = [layer.get_param(name) for layer in same]
                if len({weight.shape for weight in weights}) > 1:
                    raise ValueError(f"{same[0].name}.{name} has other shapes")
                same[0].set_param(name, sum(share * weight for share, weight in zip(shares, weights, strict=True)))
    return first


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("trained", nargs=-1, required=True)
def main(out: Path, trained: tuple[str, ...]) -> None:
    """Writes the mean of the recognizers, each given as FOLDER=SHARE, to OUT."""
    folders, shares = zip(*(entry.rsplit("=", 1) for entry in trained), strict=True)
    mean([spacy.load(folder) for folder in folders], [float(share) for share in shares]).to_disk(out)
    click.echo(f"{' '.join(trained)} -> {out}")


if __name__ == "__main__":
    main()
