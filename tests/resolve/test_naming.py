"""What is derived from keys and labels."""

import pytest

from generator.naming import key_plural, label, plural, shared_constant, slug
from generator.python import model_name


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("Order", "Orders"),
        ("Time card", "Time cards"),
        ("Company", "Companies"),
        ("Day", "Days"),
        ("Address", "Addresses"),
        ("Box", "Boxes"),
        ("Branch", "Branches"),
        ("Analysis", "Analyses"),
        ("Contact person", "Contact people"),
        ("Child", "Children"),
        ("News", "News"),
        ("Salesman", "Salesmen"),
        ("Quiz", "Quizzes"),
        ("Human", "Humans"),
    ],
)
def test_english_plural(one: str, many: str) -> None:
    assert plural(one) == many


def test_names_derived_from_a_key() -> None:
    assert label("return_request") == "Return request"
    assert key_plural("return_request") == "return_requests"
    assert key_plural("company") == "companies"
    assert model_name("order_item") == "OrderItem"
    assert model_name("rule") == "RuleRecord"
    assert shared_constant("order_state") == "ORDER_STATE"
    assert shared_constant("f") == "F_CHOICES"


def test_slug_keeps_letters_and_digits() -> None:
    assert slug("Return requests") == "return-requests"
    assert slug("Maßnahmen & Café 24") == "massnahmen-cafe-24"
    assert slug("注文") == ""
