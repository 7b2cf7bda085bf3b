"""The description of the JSON: a valid OpenAPI document, which every answer keeps to, and which the client reads by."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from corpus.read.desk_documents import ENDPOINTS, Endpoint
from corpus.records import article_id
from corpus.web.context import plain
from jangmadang.client import Desk as Client
from jangmadang.client import read_as

RASON = article_id("https://wire.example/rason")
IDS = {"entity": "place/rason", "article": RASON, "storyline": "place/rason", "network": "place/rason"}
ASKED = {
    "search": "?q=coal&entity=place/rason",
    "entities": "?with=coal",
    "plants": "?makes=cement&unnamed=yes",
    "goods": "?in=Rason",
    "together": "?of=coal&with=Rason",
    "compare": "?of=coal&of=Rason",
}


def answered(desk: Any, endpoint: Endpoint) -> Any:
    """What an endpoint answers over the small corpus; None where the corpus holds nothing of the kind."""
    path = endpoint.path.replace("{id}", IDS.get(endpoint.name, "0" * 16)) + ASKED.get(endpoint.name, "")
    if endpoint.posts:
        answer = desk._ask("post", path, content=b"Coal left Rason.", headers={"content-type": "text/plain"})
    else:
        answer = desk.get(path)
    if endpoint.name in ("story", "event"):
        assert answer.status_code == 404
        return None
    assert answer.status_code == 200, path
    return answer.json()


@pytest.fixture
def document(desk: Any) -> dict[str, Any]:
    found: dict[str, Any] = desk.get("/openapi.json").json()
    return found


# What checks is imported where it is used: the grammars of addresses that it makes take two seconds of every worker.
def test_document_is_valid_openapi(document: dict[str, Any]) -> None:
    from openapi_spec_validator import validate

    validate(document)  # type: ignore[arg-type]
    assert {endpoint.path for endpoint in ENDPOINTS} == set(document["paths"])


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_answers_are_as_described_and_read_as_records(desk: Any, document: dict[str, Any], endpoint: Endpoint) -> None:
    from openapi_schema_validator import OAS31Validator

    found = answered(desk, endpoint)
    if found is None:
        return
    operation = document["paths"][endpoint.path]["post" if endpoint.posts else "get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    OAS31Validator({**schema, "components": document["components"]}).validate(found)
    record = read_as(endpoint.answer, found)
    assert json.loads(json.dumps(plain(record))) == found
    assert dataclasses.is_dataclass(record) or isinstance(record, tuple)


def test_what_pages_say_beside_their_rows_is_described(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert "silent" in schemas["PlantsDocument"]["required"]
    assert {"changes", "seen"} == set(schemas["ChangesDocument"]["required"])
    assert {"pages", "again", "sampled"} == set(schemas["SeenAgain"]["properties"])


def test_client_has_a_method_for_each_endpoint() -> None:
    assert all(callable(getattr(Client, endpoint.name)) for endpoint in ENDPOINTS)
