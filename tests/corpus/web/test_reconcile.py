"""The reconciliation protocol 0.2, field by field as its document says."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from corpus.labels import LABELS
from corpus.web.admission import BODY, PARAMETERS


def ask(desk: Any, **queries: Any) -> Any:
    answer = desk.post("/reconcile", {"queries": json.dumps(queries)})
    assert answer.status_code == 200
    return answer.json()


def test_manifest_names_version_spaces_and_services(desk: Any) -> None:
    answer = desk.get("/reconcile")
    manifest = answer.json()
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "0.2" in manifest["versions"]
    assert all(isinstance(manifest[key], str) and manifest[key] for key in ("name", "identifierSpace", "schemaSpace"))
    assert "{{id}}" in manifest["view"]["url"] and "{{id}}" in manifest["preview"]["url"]
    assert isinstance(manifest["preview"]["width"], int) and isinstance(manifest["preview"]["height"], int)
    assert {kind["id"] for kind in manifest["defaultTypes"]} == set(LABELS)
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert desk.get(service["service_path"]).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_list_of_names_is_answered_under_its_own_keys(desk: Any, method: str) -> None:
    queries = json.dumps({"q0": {"query": "Raseon"}, "q1": {"query": "nothing of the sort"}, "q2": {"query": "라선"}})
    answer = (
        desk.post("/reconcile", {"queries": queries})
        if method == "post"
        else desk.get("/reconcile", params={"queries": queries})
    )
    batch = answer.json()
    assert set(batch) == {"q0", "q1", "q2"}
    assert batch["q1"] == {"result": []}
    for key in ("q0", "q2"):
        (candidate,) = batch[key]["result"]
        assert (candidate["id"], candidate["name"], candidate["match"]) == ("place/rason", "Rason", True)
        assert candidate["type"] == [{"id": "PLACE", "name": "Place"}]
        assert isinstance(candidate["score"], float)
        assert candidate["features"] == [{"id": "name", "value": candidate["score"]}]


def test_spelling_no_one_wrote_is_found_by_its_key(desk: Any) -> None:
    (candidate,) = ask(desk, q={"query": "Ra-seon"})["q"]["result"]
    assert (candidate["id"], candidate["match"]) == ("place/rason", True)


@pytest.mark.parametrize("kind", ["PLACE", ["PLACE"], {"id": "PLACE"}, [{"id": "PLACE", "name": "Place"}]])
def test_type_narrows_however_it_is_written(desk: Any, kind: Any) -> None:
    assert [c["id"] for c in ask(desk, q={"query": "Rason", "type": kind})["q"]["result"]] == ["place/rason"]
    assert ask(desk, q={"query": "coal", "type": kind})["q"]["result"] == []


def test_id_as_query_gives_its_entity_with_the_highest_score(desk: Any) -> None:
    (candidate,) = ask(desk, q={"query": "place/rason"})["q"]["result"]
    assert candidate["score"] == 100.0


def test_property_that_differs_lowers_the_score(desk: Any) -> None:
    same, other = (
        ask(desk, q={"query": "Rason", "properties": [{"pid": "kind", "v": kind}]})["q"]["result"][0]
        for kind in ("province", "mine")
    )
    assert same["score"] > other["score"]
    assert (same["match"], other["match"]) == (True, False)
    assert {"id": "kind", "value": 0.0} in other["features"]


def test_limit_is_kept(desk: Any, hostile: Any) -> None:
    for number in range(4):
        hostile.db.execute(
            "insert into entities(id, label, name, status) values (?, 'PLACE', 'Rason', 'provisional')",
            [f"place/x{number}"],
        ).close()
    results = ask(desk, q={"query": "Rason", "limit": 2}, r={"query": "Rason"})
    assert (len(results["q"]["result"]), len(results["r"]["result"])) == (2, 5)
    scores = [candidate["score"] for candidate in results["r"]["result"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("queries", ["{", "[]", '{"q": {}}', '{"q": 3}', '{"q": {"type": "PLACE"}}'])
def test_malformed_batch_is_refused(desk: Any, queries: str) -> None:
    assert desk.post("/reconcile", {"queries": queries}).status_code == 400


def test_suggestions_begin_with_the_prefix(desk: Any) -> None:
    (found,) = desk.get("/reconcile/suggest/entity?prefix=rase").json()["result"]
    assert (found["id"], found["notable"]) == ("place/rason", [{"id": "PLACE", "name": "Place"}])
    assert desk.get("/reconcile/suggest/entity?prefix=rase&cursor=1").json() == {"result": []}
    assert desk.get("/reconcile/suggest/type?prefix=pl").json()["result"] == [
        {"id": "FACTORY", "name": "Plant"},
        {"id": "PLACE", "name": "Place"},
    ]
    assert {"id": "hs_code", "name": "HS code"} in desk.get("/reconcile/suggest/property?prefix=hs").json()["result"]


def test_extension_gives_values_by_entity_and_property(desk: Any) -> None:
    wanted = {
        "ids": ["place/rason", "place/atlantis"],
        "properties": [{"id": "lat"}, {"id": "aliases"}, {"id": "mentions"}],
    }
    answer = desk.post("/reconcile", {"extend": json.dumps(wanted)}).json()
    assert [item["id"] for item in answer["meta"]] == ["lat", "aliases", "mentions"]
    assert all(item["name"] for item in answer["meta"])
    assert answer["rows"] == {
        "place/rason": {
            "lat": [{"float": 42.25}],
            "aliases": [{"str": "Raseon"}, {"str": "라선"}],
            "mentions": [{"int": 3}],
        },
        "place/atlantis": {"lat": [], "aliases": [], "mentions": []},
    }


def test_properties_are_proposed_for_a_type(desk: Any) -> None:
    answer = desk.get("/reconcile/properties?type=PLACE&limit=2").json()
    assert (answer["type"], answer["limit"], len(answer["properties"])) == ("PLACE", 2, 2)
    assert all(set(item) == {"id", "name"} for item in answer["properties"])


def test_browser_elsewhere_may_ask(desk: Any) -> None:
    for path in ("/reconcile", "/reconcile/suggest/entity?prefix=ra", "/reconcile/properties?type=PLACE"):
        assert desk.get(path).headers["access-control-allow-origin"] == "*"
    assert desk.get("/reconcile/preview?id=place%2Frason").headers["access-control-allow-origin"] == "*"


def test_a_blank_query_has_an_empty_result_and_the_batch_is_answered(desk: Any) -> None:
    for blank in ({"query": ""}, {"query": "  "}, {"query": None}):
        batch = ask(desk, q0={"query": "Rason"}, q1=blank)
        assert batch["q1"] == {"result": []} and batch["q0"]["result"][0]["name"] == "Rason"


@pytest.mark.parametrize(
    "text",
    [
        '{"q0":{"query":"Rason","type":[["PLACE"]]}}',
        '{"q0":{"query":"Rason","type":[7]}}',
        '{"q0":{"query":"Rason","type":{"id":["PLACE"]}}}',
        '{"q0":{"query":"Rason","properties":7}}',
        '{"q0":{"query":"Rason","properties":{"pid":"kind"}}}',
        '{"q0":{"query":["Rason"]}}',
        '{"q0":{"query":{"a":1}}}',
        '{"q0":"Rason"}',
        '{"q0":{"query":"Ra\\ud83dson"}}',
        '{"\\ud83d":{"query":"Rason"}}',
        '{"q0":{"query":"Rason","properties":[{"pid":"kind","v":"\\ud83d"}]}}',
        "[]",
        "{not json",
        "[" * 100_000,
        '{"q0":{"query":' + "9" * 5_000 + "}}",
    ],
)
def test_what_cannot_be_asked_is_400_as_json_that_any_origin_reads(desk: Any, text: str) -> None:
    answer = desk.post("/reconcile", {"queries": text})
    assert answer.status_code == 400 and answer.json()["error"]
    assert answer.headers["access-control-allow-origin"] == "*"


def told_as_json(answer: Any, status: int) -> None:
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (status, "*")
    assert (answer.json()["ok"], answer.json()["status"]) == (False, status) and answer.json()["error"]


@pytest.mark.parametrize(
    "asked",
    [
        {"queries": json.dumps({"q0": {"query": "Rason " * 30_000}})},
        {"queries": json.dumps({f"q{number}": {"query": f"Rason {number}"} for number in range(100)})},
        {"extend": json.dumps({"ids": ["place/rason"] * 900, "properties": [{"id": "aliases"}]})},
    ],
    ids=["long", "many", "extension"],
)
def test_what_takes_too_long_is_503_as_json_that_any_origin_reads(
    desk: Any, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    assert desk.post("/reconcile", asked).status_code == 200
    monkeypatch.setattr("corpus.web.context.TIME_LIMIT", 0)
    told_as_json(desk.post("/reconcile", asked), 503)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reconcile/nowhere", 404),
        ("/reconcile/suggest/nowhere?prefix=a", 404),
        ("/reconcile?queries=[", 400),
        ("/reconcile?" + "a&" * PARAMETERS, 400),
    ],
)
def test_every_error_of_the_service_is_json_that_any_origin_reads(desk: Any, path: str, status: int) -> None:
    told_as_json(desk.get(path), status)


def test_a_body_that_is_too_large_is_told_as_json(desk: Any) -> None:
    told_as_json(desk.post("/reconcile", {"queries": "x" * BODY}), 413)


def test_the_preview_is_a_page_for_people_when_it_fails_too(desk: Any) -> None:
    answer = desk.get("/reconcile/preview?id=place/atlantis")
    assert answer.status_code == 404 and answer.headers["content-type"].startswith("text/html")
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_limit_of_thousands_of_digits_is_none(desk: Any) -> None:
    assert "limit" not in desk.get("/reconcile/properties?limit=" + "9" * 5_000).json()


@pytest.mark.parametrize("extend", ['{"ids":7}', '{"ids":["a"],"properties":"name"}', '{"ids":["\\ud83d"]}', "7"])
def test_odd_extensions_are_400(desk: Any, extend: str) -> None:
    assert desk.post("/reconcile", {"extend": extend}).status_code == 400


@pytest.mark.parametrize("name", ["a" * 250, "쌀" * 250, "%" * 250])
def test_a_name_longer_than_any_is_looked_for_and_not_found(desk: Any, name: str) -> None:
    assert ask(desk, q={"query": name})["q"] == {"result": []}
    for path in ("/reconcile/suggest/entity?prefix=", "/entities?q=", "/plants?q=", "/search?q="):
        assert desk.get(path + quote(name)).status_code == 200, path
