"""The callback that begins training from the stock English model's weights (`[initialize.after_init]`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from thinc.api import Model

# Which of the stock model's labels each of ours begins as.
STOCK_LABELS = {
    "PERSON": ("PERSON",),
    "PLACE": ("GPE", "LOC"),
    "FACTORY": ("FAC",),
    "PRODUCT": ("PRODUCT",),
    "ORG": ("ORG",),
}


@spacy.registry.callbacks("jangmadang.warm_start.v1")
def make_warm_start(source: str) -> Callable[[Language], Language]:
    """A callback that copies what fits from the NER of the installed pipeline `source`."""

    def warm_start(nlp: Language) -> Language:
        stock: Any = spacy.load(source).get_pipe("ner")
        ner: Any = nlp.get_pipe("ner")
        _copy_layers(stock.model, ner.model)
        _copy_moves(stock, ner)
        return nlp

    return warm_start


def _parameters(model: Model, layer: str) -> list[Model]:
    return [node for node in model.walk() if node.name == layer]


def _copy_layers(stock: Model, ours: Model) -> None:
    """Copies the layers that both have, in their order. A wider mixer gets zeros for its further inputs, so that the
    network begins as the stock one whatever features were added."""
    for layer in ("hashembed", "maxout", "layernorm", "precomputable_affine"):
        for old, new in zip(_parameters(stock, layer), _parameters(ours, layer), strict=False):
            for name in old.param_names:
                values: Any = old.get_param(name)
                shape = new.get_param(name).shape
                if values.shape != shape:
                    if layer != "maxout" or shape[:-1] != values.shape[:-1]:
                        continue
                    values = np.concatenate(
                        [values, np.zeros((*shape[:-1], shape[-1] - values.shape[-1]), "f")], axis=-1
                    )
                new.set_param(name, values)
    old, new = stock.get_ref("tok2vec").layers[-1], ours.get_ref("tok2vec").layers[-1]
    if old.get_param("W").shape == new.get_param("W").shape:
        for name in ("W", "b"):
            new.set_param(name, old.get_param(name))


def _copy_moves(stock: Any, ner: Any) -> None:
    """Begins each of our moves as the mean of the stock moves it stands for."""
    rows = {name: index for index, name in enumerate(stock.move_names)}
    old, new = stock.model.get_ref("upper"), ner.model.get_ref("upper")
    weights, bias = new.get_param("W").copy(), new.get_param("b").copy()
    for index, move in enumerate(ner.move_names):
        kind, _, label = move.partition("-")
        sources = [rows[f"{kind}-{name}"] for name in STOCK_LABELS[label]] if label else [rows[kind]]
        weights[index] = old.get_param("W")[sources].mean(axis=0)
        bias[index] = old.get_param("b")[sources].mean()
    new.set_param("W", weights)
    new.set_param("b", bias)
