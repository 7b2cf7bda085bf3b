"""`jangmadang.TwinTok2Vec.v1`: two token encoders side by side, so that the NER can begin from two sets of weights.

The stock model's NER encoder knows names; its shared encoder, trained on tags and parses, knows nouns from verbs ("they
fish", "workers sew jackets"). A good is a noun, so that the second one matters here.
"""

from __future__ import annotations

from typing import Any

from thinc.api import Model, concatenate
from thinc.types import Floats2d

TWIN = "twin_tok2vec"


def build_twin_tok2vec(names: Model[Any, list[Floats2d]], syntax: Model[Any, list[Floats2d]]) -> Model[Any, Any]:
    """An encoder whose rows are the rows of `names` followed by those of `syntax`."""
    twin: Model[Any, Any] = concatenate(names, syntax)
    twin.name = TWIN
    twin.set_dim("nO", names.get_dim("nO") + syntax.get_dim("nO"))
    return twin
