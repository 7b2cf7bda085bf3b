"""The shipped pipeline: trained NER, gazetteer and rules. `python -m models.scripts.assemble NER OUT --version V`."""

from __future__ import annotations

import re
import shutil
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

import click
import spacy
from spacy.language import Language

from models import patterns
from models.components.lexicon import GUARDED_KEY, KNOWN_KEY
from models.components.settle import COMMODITY_KEY
from models.kb import load_base
from models.scripts.markup import read_folder
from models.scripts.name_sources import read_lists
from models.scripts.ordinary_words import read_ordinary

SETTLE = Path(__file__).parent.parent / "configs" / "settle.toml"
CARD = Path(__file__).parent.parent / "configs" / "card.md"
# The models of the other languages, as `train_language` wrote them.
LANGUAGES = Path(__file__).parent.parent / "trained" / "language_tagger"
TRAIN = Path(__file__).parent.parent / "assets" / "train"


def add_rulers(nlp: Language) -> None:
    """Adds the gazetteer's components to a pipeline, filled from the knowledge base."""
    script_names = nlp.add_pipe("jangmadang_script_names_v1", name="script_names")
    script_names.set_patterns(patterns.script_patterns())  # type: ignore[attr-defined]
    nlp.add_pipe("jangmadang_language_tagger_v1", name="language_tagger").from_disk(LANGUAGES)  # type: ignore[attr-defined]
    rulers = (
        (KNOWN_KEY, "ORTH", patterns.latin_patterns(guarded=False)),
        (GUARDED_KEY, "ORTH", patterns.latin_patterns(guarded=True)),
        (COMMODITY_KEY, "LOWER", patterns.commodity_patterns()),
    )
    for key, attr, rows in rulers:
        config = {"spans_key": key, "phrase_matcher_attr": attr, "annotate_ents": False}
        nlp.add_pipe("span_ruler", name=key, config=config).add_patterns(rows)  # type: ignore[attr-defined]


def read_lexicon() -> dict[str, set[str]]:
    """The words that goods and production units end in, and the goods with many senses; lower case."""
    lists = read_lists()
    goods = lists["goods"]["plural"] + lists["goods"]["mass"] + lists["goods"]["brand_heads"]
    names = {"PRODUCT": goods, "FACTORY": lists["factories"]["heads"] + lists["factories"]["units"]}
    names["ORG"] = list(lists["organisations"]["bodies"])
    for entity in load_base():
        if entity.label in names and entity.kind != "brand":
            names[entity.label] += [name for name in entity.names if name.isascii()]
    for document in read_folder(TRAIN):
        for span in document.spans:
            surface = document.text[span.start : span.end]
            if span.label == "FACTORY" or (span.label == "PRODUCT" and surface[1:].islower()):
                names[span.label].append(surface)
    first = {name.split()[0] for name in names["PRODUCT"] if re.match(r"[a-z]+ing ", name)}
    words = {label: Counter(last for name in found for last in _last_words(name)) for label, found in names.items()}
    often = {label: {word for word, times in found.items() if times > 2} for label, found in words.items()}
    loose = {form for word in patterns.guard_words("commodities") for form in _last_words(word)}
    plants = often["FACTORY"] | {form for word in lists["factories"]["last_words"] for form in _last_words(word)}
    field = {entity.id for entity in load_base() if entity.label in ("PLACE", "FACTORY") and "KP" in entity.country}
    return {
        "PRODUCT": set(words["PRODUCT"]) - patterns.guard_words("no_goods"),
        "FACTORY": plants,
        "ORG": often["ORG"] - plants,
        "first": first,
        "loose": loose,
        "phrases": {name for name in names["PRODUCT"] if " " in name and name.split()[-1] in loose},
        "field": field,
    }


def _last_words(name: str) -> set[str]:
    """The last word of a name as it stands, and in the other number."""
    last = re.split(r"[ -]", name.lower())[-1]
    if not last.isalpha():
        return set()
    return {last, last.removesuffix("s"), f"{last}s"} if len(last) > 3 else {last}


def build(ner: Path) -> Language:
    """The whole pipeline around a trained NER."""
    trained = spacy.load(ner)
    nlp = spacy.blank("en", vocab=trained.vocab)
    nlp.add_pipe("jangmadang_token_splits_v1", name="token_splits")
    add_rulers(nlp)
    nlp.add_pipe("jangmadang_suffix_rules_v1", name="suffix_rules")
    model = trained.config["components"]["ner"]["model"]
    recognizer = nlp.add_pipe("jangmadang_english_ner_v1", name="ner", config={"model": model})
    recognizer.from_bytes(trained.get_pipe("ner").to_bytes())  # type: ignore[attr-defined]
    recognizer.ordinary = read_ordinary()  # type: ignore[attr-defined]
    nlp.add_pipe("jangmadang_lexicon_v1", name="lexicon").set_words(read_lexicon())  # type: ignore[attr-defined]
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
    # Written beside and then moved: the taggers of other languages are read from OUT when they are first asked for.
    with tempfile.TemporaryDirectory(dir=out.parent) as beside:
        nlp.to_disk(beside)
        shutil.copy(CARD, Path(beside) / "README.md")
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(beside, out)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    click.echo(f"{', '.join(nlp.pipe_names)} -> {out} ({size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
