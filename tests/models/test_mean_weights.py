"""The mean of several trained recognizers."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.training import Example

from models.scripts.mean_weights import layers, mean


def trained(seed: int, *, labels: tuple[str, ...] = ("PLACE",)) -> Language:
    spacy.util.fix_random_seed(seed)
    nlp = spacy.blank("en")
    recognizer = nlp.add_pipe("ner")
    for label in labels:
        recognizer.add_label(label)  # type: ignore[attr-defined]
    example = Example.from_dict(nlp.make_doc("In Rason"), {"entities": [(3, 8, "PLACE")]})
    nlp.initialize(lambda: [example])
    return nlp


def weights(nlp: Language) -> list[np.ndarray]:
    return [layer.get_param(name) for layer in layers(nlp) for name in layer.param_names if layer.has_param(name)]


def test_each_weight_is_the_mean_by_the_shares() -> None:
    one, other = trained(1), trained(2)
    expected = [0.25 * a + 0.75 * b for a, b in zip(weights(one), weights(other), strict=True)]
    assert any(not np.allclose(a, b) for a, b in zip(weights(one), weights(other), strict=True))
    found = weights(mean([one, other], [0.25, 0.75]))
    assert all(np.allclose(a, b) for a, b in zip(found, expected, strict=True))


def test_shares_sum_up_to_one() -> None:
    with pytest.raises(ValueError, match="sum up"):
        mean([trained(1), trained(2)], [0.5, 0.6])


def test_recognizers_of_other_labels_have_no_mean() -> None:
    with pytest.raises(ValueError, match="labels"):
        mean([trained(1), trained(2, labels=("PLACE", "ORG"))], [0.5, 0.5])
