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
            "(it has label, kind, country, status, name, with, within, least, since, until, new, sort, page)",
        ),
        ("/entity/e12.json", "since", "takes no parameters"),
        ("/network/place/hyesan.json", "labl", "did you mean 'label'?"),
    ],
)
def test_what_an_address_does_not_know_is_named(path: str, name: str, said: str) -> None:
    assert said in what_is_unknown(path, [name])


@pytest.mark.parametrize(
    "path", ["/plants", "/plants.csv", "/corpus.json", "/corpus/articles", "/nothing.json", "/entity/a/b/c.json"]
)
def test_other_addresses_are_not_looked_at(path: str) -> None:
    assert what_is_unknown(path, ["zzz"]) == ""


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("_srot=id", "did you mean '_sort'?"),
        ("_facett=outlet", "did you mean '_facet'?"),
        ("_sizee=3", "did you mean '_size'?"),
        ("_zzz=1", "has no parameter '_zzz'"),
        ("docid__grt=1", "'docid' cannot be asked for 'grt'; did you mean 'gt'?"),
        ("title__contain=a", "did you mean 'contains'?"),
        ("outlet__zzz=a", "'outlet' cannot be asked for 'zzz'"),
    ],
)
def test_what_a_table_would_pass_over_is_refused(desk: Any, asked: str, said: str) -> None:
    answer = desk.get(f"/corpus/articles.json?{asked}")
    assert answer.status_code == 400 and said in answer.json()["error"]


@pytest.mark.parametrize(
    "asked",
    ["_sort=title&_size=1", "_search_title=a", "docid__gt=1", "title__contains=a", "outlet=wire", "title__notblank=1",
     "_filter_column_1=outlet&_filter_op_1=exact&_filter_value_1=wire", "_facet=outlet&_shape=objects&_extra=count"],
)  # fmt: skip
def test_what_a_table_knows_is_answered(desk: Any, asked: str) -> None:
    assert desk.get(f"/corpus/articles.json?{asked}").status_code in (200, 302)


def test_every_parameter_of_the_table_is_known() -> None:
    for endpoint in ENDPOINTS:
        names = [parameter.name for parameter in endpoint.parameters]
        assert what_is_unknown(endpoint.path.replace("{id}", "e1"), [*names, "_shape"]) == "", endpoint.path


def test_refusal_is_json_with_the_line(desk: Any) -> None:
    answer = desk.get("/plants.json?make=coal")
    assert answer.status_code == 400
    assert "did you mean 'makes'?" in answer.json()["error"]
    assert desk.get("/plants.json?makes=coal").status_code == 200
