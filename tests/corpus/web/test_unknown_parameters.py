"""A misspelt parameter of a JSON address is refused with what was meant, and not passed over."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.read.desk_documents import ENDPOINTS
from corpus.web.unknown_parameters import what_is_unknown


@pytest.mark.parametrize(
    ("path", "name", "said"),
    [
        ("/plants.json", "make", "did you mean 'makes'?"),
        ("/prices.json", "untill", "did you mean 'until'?"),
        (
            "/entities.json",
            "zzz",
            "(it has label, kind, country, status, name, with, within, since, until, new, sort, page)",
        ),
        ("/entity/e12.json", "since", "takes no parameters"),
        ("/network/place/hyesan.json", "labl", "did you mean 'label'?"),
    ],
)
def test_what_an_address_does_not_know_is_named(path: str, name: str, said: str) -> None:
    assert said in what_is_unknown(path, [name])


@pytest.mark.parametrize(
    "path", ["/plants", "/plants.csv", "/corpus/articles.json", "/nothing.json", "/entity/a/b/c.json"]
)
def test_other_addresses_are_not_looked_at(path: str) -> None:
    assert what_is_unknown(path, ["zzz"]) == ""


def test_every_parameter_of_the_table_is_known() -> None:
    for endpoint in ENDPOINTS:
        names = [parameter.name for parameter in endpoint.parameters]
        assert what_is_unknown(endpoint.path.replace("{id}", "e1"), [*names, "_shape"]) == "", endpoint.path


def test_refusal_is_json_with_the_line(desk: Any) -> None:
    answer = desk.get("/plants.json?make=coal")
    assert answer.status_code == 400
    assert "did you mean 'makes'?" in answer.json()["error"]
    assert desk.get("/plants.json?makes=coal").status_code == 200
