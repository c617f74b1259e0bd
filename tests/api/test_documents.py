"""The documents for developers say what is served, and name nothing that their role may not see or send."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.pipeline import generate
from generator.render.openapi import values as documented
from generator.render.openapi.part import Part
from generator.render.openapi.part import part_of as generated_part
from generator.render.openapi.shared import COMPONENTS
from runtime.columns import DIGITS
from runtime.service import values as taken
from runtime.web.api import sent
from tests.api.clients import Client, Depot
from tests.api.conftest import SPECS

Document = Mapping[str, Any]


def document(client: Client) -> Document:
    found: Document = client.get("/openapi.json").json
    return found


def names(part: Any) -> Iterator[str]:
    """Every word that a document has in it: keys, and values that are text."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield key
            yield from names(value)
    elif isinstance(part, list):
        for value in part:
            yield from names(value)
    elif isinstance(part, str):
        yield part


def test_each_role_has_the_document_that_was_written_for_it(depot: Depot) -> None:
    written = {path.name: json.loads(path.read_text()) for path in (depot.place.out / "api").glob("*.json")}
    assert set(written) == {"client.json", "client.manager.json", "office.json", "office.chief.json"}
    assert document(depot.client("ada")) == written["client.json"]
    assert document(depot.client("max")) == written["client.manager.json"]
    assert document(depot.client("pia", "office")) == written["office.json"]


def test_a_document_names_nothing_that_its_role_may_not_see_or_send(
    ada: Client, max_: Client, pia: Client, depot: Depot
) -> None:
    assert {"secret", "created_by", "clerk", "discount", "parcel.delete"}.isdisjoint(names(document(ada)))
    assert "parcel.delete" in set(names(document(max_)))
    assert {"secret", "created_by", "clerk", "discount"} <= set(names(document(pia)))
    chief = set(names(document(depot.client("cem", "office"))))
    assert "secret" not in chief
    assert {"created_by", "clerk", "discount"} <= chief


@pytest.mark.parametrize("name", ["ada", "max"])
def test_operations_are_those_that_are_served(name: str, depot: Depot) -> None:
    """What the document has is not refused as a method, what it has not is."""
    client, found = depot.client(name), document(depot.client(name))
    for path, operations in found["paths"].items():
        if path in ("/login", "/logout"):
            continue
        at = path.format(id="4611686018427387904", file="1", name="a", field=_first_field(operations))
        for method in ("GET", "POST", "PUT", "DELETE"):
            status = client.send(method, at).status
            assert (status == 405) is (method.lower() not in operations), f"{method} {path}: {status}"


def _first_field(operations: Document) -> str:
    parameters = operations.get("get", {}).get("parameters", [])
    return next((each["schema"]["enum"][0] for each in parameters if each.get("name") == "field"), "")


@pytest.mark.parametrize("name", ["ada", "max"])
def test_every_parameter_of_a_list_is_taken(name: str, depot: Depot) -> None:
    client, found = depot.client(name), document(depot.client(name))
    for path in ("/parcels/", "/people/"):
        for parameter in found["paths"][path]["get"]["parameters"]:
            for value in _values(parameter):
                answer = client.get(path, **{parameter["name"]: value})
                assert answer.status == 200, (parameter["name"], value, answer.content)


def _values(parameter: Document) -> list[str]:
    """Values that fit, for each that the document states itself."""
    schema = parameter.get("schema", {})
    if "enum" in schema:
        return [str(each) for each in schema["enum"]]
    if schema.get("type") == "array":
        return [str(each) for each in schema["items"]["enum"]]
    if schema.get("format") == "date":
        return ["2026-01-31"]
    if schema.get("type") == "boolean":
        return ["true", "false"]
    if "$ref" in schema:
        return ["1"]
    return ["12:30"] if ":" in schema.get("pattern", "") else ["12"] if "name" in parameter else []


PEOPLE = [("client", "", "ada"), ("client", "manager", "max"), ("office", "", "pia"), ("office", "chief", "cem")]


def part_of(portal: str, role: str) -> Part:
    """What the generator says of parcels."""
    app = generate(SPECS).app
    assert app is not None
    part = generated_part(app.records["parcel"], app, app.portals[portal], role)
    assert part is not None
    return part


@pytest.mark.parametrize(("portal", "role", "name"), PEOPLE)
def test_the_generator_and_the_scope_agree(portal: str, role: str, name: str, depot: Depot) -> None:
    """What can be filtered, sorted and seen is computed twice: for the document and for the requests."""
    part, client = part_of(portal, role), depot.client(name, portal)
    sortable, filterable, seen = ({each.name for each in of} for of in (part.sorted_by, part.filtered_by, part.seen))
    for field in (*part.record.fields, *(each for each in part.seen if "." in each.name)):
        assert (client.get("/parcels/", _sort=field.name).status == 200) is (field.name in sortable), field.name
        refused = "no filter called" in client.get("/parcels/", **{field.name: "~"}).content.decode()
        assert refused is (field.name not in filterable), field.name
        assert (client.get("/parcels/", _columns=field.name).status == 200) is (field.name in seen), field.name


@pytest.mark.parametrize(("portal", "role", "name"), PEOPLE)
def test_the_generator_and_the_service_agree(portal: str, role: str, name: str, depot: Depot) -> None:
    """So is what can be sent. An object is the value of no field."""
    part, client = part_of(portal, role), depot.client(name, portal)
    created, edited = ({each.name for each in of} for of in (part.created or (), part.edited))
    body = {field.name: {} for field in part.record.fields}
    for answer, known in (
        (client.post("/parcels/", body), created),
        (client.put(f"/parcels/{depot.parcel('Books')}", {"revision": 1, **body}), edited),
    ):
        assert answer.status == 422
        refused = {name for name, [words] in answer.json["errors"].items() if "There is no field" in words}
        assert (answer.json["errors"].keys(), body.keys() - refused) == (body.keys(), known)


def test_the_limits_of_the_documents_are_those_of_the_service() -> None:
    for name in ("LONGEST_TEXT", "LONGEST_MARKDOWN", "MOST_LINKS", "LARGEST"):
        assert getattr(documented, name) == getattr(taken, name), name
    assert (documented.DIGITS, documented.LONGEST_SPAN) == (DIGITS, sent.LONGEST_SPAN)
    files = COMPONENTS["schemas"]
    assert files["NewFiles"]["maxItems"] == sent.MOST_FILES
    assert files["NewFile"]["properties"]["name"]["maxLength"] == sent.LONGEST_NAME


def test_it_is_written_for_portals_with_an_interface_only(repository: Path) -> None:
    files = generate(repository / "specs").files
    documents = {path for path in files if path.startswith("api/") and path.endswith(".json")}
    assert {path.split("/")[1].split(".")[0] for path in documents} == {"customer", "partner", "staff"}
