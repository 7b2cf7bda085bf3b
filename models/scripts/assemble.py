"""The shipped pipeline: trained NER, gazetteer and rules. `python -m models.scripts.assemble NER OUT --version V`."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import click
import spacy
from spacy.language import Language

from models import patterns
from models.components.settle import COMMODITY_KEY, GUARDED_KEY, KNOWN_KEY

SETTLE = Path(__file__).parent.parent / "configs" / "settle.toml"


def add_rulers(nlp: Language) -> None:
    """Adds the gazetteer's components to a pipeline, filled from the knowledge base."""
    script_names = nlp.add_pipe("jangmadang_script_names_v1", name="script_names")
    script_names.set_patterns(patterns.script_patterns())  # type: ignore[attr-defined]
    rulers = (
        (KNOWN_KEY, "ORTH", patterns.latin_patterns(guarded=False)),
        (GUARDED_KEY, "ORTH", patterns.latin_patterns(guarded=True)),
        (COMMODITY_KEY, "LOWER", patterns.commodity_patterns()),
    )
    for key, attr, rows in rulers:
        config = {"spans_key": key, "phrase_matcher_attr": attr, "annotate_ents": False}
        nlp.add_pipe("span_ruler", name=key, config=config).add_patterns(rows)  # type: ignore[attr-defined]


def build(ner: Path) -> Language:
    """The whole pipeline around a trained NER."""
    trained = spacy.load(ner)
    nlp = spacy.blank("en", vocab=trained.vocab)
    nlp.add_pipe("jangmadang_token_splits_v1", name="token_splits")
    add_rulers(nlp)
    nlp.add_pipe("jangmadang_suffix_rules_v1", name="suffix_rules")
    nlp.add_pipe("ner", source=trained)
    scores = tomllib.loads(SETTLE.read_text(encoding="utf-8"))["scores"]
    nlp.add_pipe("jangmadang_settle_v1", name="settle", config={"scores": scores})
    nlp.add_pipe("jangmadang_sentences_v1", name="sentences")
    return nlp


@click.command()
@click.argument("ner", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--version", required=True, help="The pipeline's version, stored with every mention.")
def main(ner: Path, out: Path, version: str) -> None:
    """Writes the pipeline around the trained NER to OUT, a self-contained folder."""
    nlp = build(ner)
    nlp.meta.update(
        name="jangmadang",
        version=version,
        description="Places, products, factories, people and organisations in news on North Korea's economy",
        license="MIT",
        sources=[{"name": "GloVe 6B 50d", "url": "https://nlp.stanford.edu/projects/glove/", "license": "PDDL 1.0"}],
    )
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    click.echo(f"{', '.join(nlp.pipe_names)} -> {out} ({size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
