"""The mean of several trainings."""

from __future__ import annotations

import numpy as np
import pytest
from thinc.api import Linear, Model, Relu, chain

from models.scripts.train import average


def network(value: float) -> Model:
    made = chain(Linear(nO=2, nI=3), Relu(nO=2, nI=2))
    made.initialize()
    for node in made.walk():
        for name in node.param_names:
            node.set_param(name, np.full_like(node.get_param(name), value))
    return made


def test_the_average_has_the_mean_of_all_weights() -> None:
    models = [network(1.0), network(3.0)]
    average(models)
    assert all((node.get_param(name) == 2.0).all() for node in models[0].walk() for name in node.param_names)


def test_the_average_of_one_is_itself() -> None:
    only = network(5.0)
    average([only])
    assert (only.layers[0].get_param("W") == 5.0).all()


def test_networks_of_another_build_have_no_average() -> None:
    with pytest.raises(ValueError):
        average([network(1.0), chain(Linear(nO=2, nI=3), Linear(nO=2, nI=2))])
