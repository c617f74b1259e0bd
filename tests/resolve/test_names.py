"""Names that are refused, held against what they would clash with."""

import re
from pathlib import Path

import pytest

from generator.names import BUILT_IN
from generator.problems import Position, Text
from generator.resolve.names import FIXED_ROUTES, check_field_name, check_name, check_record_key
from runtime.records import Record

RUNTIME = Path(__file__).parents[2] / "runtime"


def name(text: str) -> Text:
    return Text(text, Position("specs/records/berth.yaml", 1, 1, len(text)))


def test_no_field_hides_an_attribute_of_records() -> None:
    attributes = {*BUILT_IN} | {attribute for attribute in dir(Record) if not attribute.startswith("_")}
    assert {"metadata", "registry"} <= attributes
    assert [attribute for attribute in attributes if not check_field_name(name(attribute))] == []


def test_no_record_type_hides_a_page_of_the_product() -> None:
    source = "".join(path.read_text("utf-8") for room in ("security", "web") for path in (RUNTIME / room).rglob("*.py"))
    routes = set(re.findall(r'expose\("/([a-z]+)[/"]', source))
    assert {"login", "logout"} <= routes
    assert routes <= FIXED_ROUTES


@pytest.mark.parametrize(
    ("word", "instead"), [("from", "starts"), ("class", "category"), ("is", "state"), ("lambda", "lambda_")]
)
def test_reserved_words_come_with_a_better_one(word: str, instead: str) -> None:
    (problem,) = check_name(name(word), "field")
    assert (problem.message, problem.hint) == (f"'{word}' cannot be used in rules", f"try '{instead}'")


def test_business_words_are_fine() -> None:
    for word in ("order", "type", "size", "label", "data", "errors", "user", "group", "select", "name", "key"):
        assert check_field_name(name(word)) == []
        assert check_record_key(name(word)) == []
