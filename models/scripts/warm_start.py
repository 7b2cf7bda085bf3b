"""What training takes from the stock English model: its weights to begin from, and its table of spellings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from thinc.api import Model

from corpus.labels import LABELS
from models.components.twin_tok2vec import TWIN

AnyModel = Model[Any, Any]


def make_warm_start(source: str) -> Callable[[Language], Language]:
    """A callback that copies what fits from the installed pipeline `source`: the NER, and into the second encoder of a
    `TwinTok2Vec` the encoder that its tagger and parser share."""

    def warm_start(nlp: Language) -> Language:
        stock = spacy.load(source)
        ner: Any = nlp.get_pipe("ner")
        stock_ner: Any = stock.get_pipe("ner")
        stock_syntax: Any = stock.get_pipe("tok2vec")
        encoder = ner.model.get_ref("tok2vec").layers[0]
        ours = [encoder, ner.model.get_ref("lower")]
        theirs = [stock_ner.model.get_ref("tok2vec").layers[0], stock_ner.model.get_ref("lower")]
        if encoder.name == TWIN:
            ours[:1], theirs[:1] = encoder.layers, [theirs[0], stock_syntax.model]
        for old, new in zip(theirs, ours, strict=True):
            _copy_layers(old, new)
        _copy_projection(stock_ner.model, ner.model)
        _copy_moves(stock_ner, ner)
        return nlp

    return warm_start


def read_stock_lookups(source: str) -> Lookups:
    """The normal spellings that the stock weights were trained with ("labour" counts as "labor")."""
    lookups = Lookups()
    lookups.set_table("lexeme_norm", spacy.load(source).vocab.lookups.get_table("lexeme_norm"))
    return lookups


def _nodes(model: AnyModel, layer: str) -> list[AnyModel]:
    return [node for node in model.walk() if node.name == layer]


def _widened(values: Any, shape: tuple[int, ...]) -> Any:
    """Weights with zeros for further inputs, so that the network begins as the stock one whatever was added to it."""
    further = np.zeros((*shape[:-1], shape[-1] - values.shape[-1]), dtype="f")
    return np.concatenate([values, further], axis=-1)


def _copy_layers(stock: AnyModel, ours: AnyModel) -> None:
    """Copies the layers that both have, in their order."""
    for layer in ("hashembed", "maxout", "layernorm", "precomputable_affine"):
        for old, new in zip(_nodes(stock, layer), _nodes(ours, layer), strict=False):
            for name in old.param_names:
                values: Any = old.get_param(name)
                shape = new.get_param(name).shape
                if values.shape == shape:
                    new.set_param(name, values)
                elif layer == "maxout" and values.shape[:-1] == shape[:-1] and shape[-1] > values.shape[-1]:
                    new.set_param(name, _widened(values, shape))


def _copy_projection(stock: AnyModel, ours: AnyModel) -> None:
    """Copies the layer between encoder and parser states."""
    old, new = stock.get_ref("tok2vec").layers[-1], ours.get_ref("tok2vec").layers[-1]
    values, shape = old.get_param("W"), new.get_param("W").shape
    if values.shape[0] == shape[0]:
        new.set_param("W", _widened(values, shape))
        new.set_param("b", old.get_param("b"))


def _copy_moves(stock: Any, ner: Any) -> None:
    """Begins each of our moves as the mean of the stock moves it stands for."""
    rows = {name: index for index, name in enumerate(stock.move_names)}
    old, new = stock.model.get_ref("upper"), ner.model.get_ref("upper")
    weights, bias = new.get_param("W").copy(), new.get_param("b").copy()
    for index, move in enumerate(ner.move_names):
        kind, _, label = move.partition("-")
        sources = [rows[f"{kind}-{name}"] for name in LABELS[label].stock] if label else [rows[kind]]
        weights[index] = old.get_param("W")[sources].mean(axis=0)
        bias[index] = old.get_param("b")[sources].mean()
    new.set_param("W", weights)
    new.set_param("b", bias)
