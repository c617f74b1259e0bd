"""Nobody finds in a mail or a notice what they may not see: each hidden field holds a word of its own."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from leaks.letters import letters_to, notices_to
from runtime.engine import open_engines
from tests.notices.harbour import Harbour
from tests.notices.test_telling import ANN, BOB, JO, KIM, MIA

AGENT = "agent@canary.example"
HIDDEN = {
    ANN: ("CANARY-CODE", "CANARY-DEBTS", "CANARY-NOTES", "777.77"),
    BOB: ("CANARY-CODE", "CANARY-DEBTS", "CANARY-NOTES", "Whimbrel", "CANARY-WISHES", "777.77"),
    AGENT: ("CANARY-CODE", "CANARY-DEBTS", "CANARY-NOTES", "777.77", "CANARY-LATER", "Ann", "North pier"),
    KIM: ("CANARY", "Whimbrel", "777.77"),
    MIA: ("CANARY-CODE",),
    JO: ("CANARY-CODE",),
}


def texts_to(harbour: Harbour, address: str) -> Iterator[str]:
    engines = open_engines(harbour.place.database_url or f"sqlite:///{harbour.place.var / 'portal.db'}").made_by(
        "operator"
    )
    try:
        with engines.read.connect() as connection:
            for letter in letters_to(connection, address):
                yield from letter.texts
    finally:
        engines.dispose()


def test_nobody_is_told_what_they_may_not_see(harbour: Harbour) -> None:
    stay = harbour.ask("Whimbrel", agent=AGENT, wishes="CANARY-WISHES", ends="2031-01-01")
    harbour.edit(stay, notes="CANARY-NOTES", wishes="CANARY-LATER")
    harbour.settle(stay)
    harbour.do(stay, "agree", fee="777.77")
    harbour.settle(stay)
    harbour.do(stay, "leave")
    harbour.settle(stay)
    found = {address: "\n".join(texts_to(harbour, address)) for address in HIDDEN}
    told = {address: [word for word in words if word in found[address]] for address, words in HIDDEN.items()}
    told[ANN].remove("777.77")  # the fee is hers to see once it is agreed
    assert {address: words for address, words in told.items() if words} == {}
    assert "777.77" in found[ANN]
    assert "CANARY-WISHES" in found[AGENT]
    assert "CANARY-DEBTS" in found[JO]
    for name, words in (("bob", HIDDEN[BOB]), ("ann", HIDDEN[ANN][:3])):
        visitor = harbour.visitor(name)
        text = visitor.get(f"{visitor.root}/my-notices").text
        assert [word for word in words if word in text] == []


def test_what_somebody_was_told_of_can_be_listed(harbour: Harbour) -> None:
    stay = harbour.ask("Xenops")
    harbour.settle(stay)
    engines = open_engines(harbour.place.database_url or f"sqlite:///{harbour.place.var / 'portal.db'}").made_by(
        "operator"
    )
    with engines.read.connect() as connection:
        found = [each.name for each in notices_to(connection, "office", MIA) if each.record_id == stay]
    engines.dispose()
    assert found == [":created"]


def test_a_field_that_is_hidden_by_then_is_said_to_be_not_shown(harbour: Harbour) -> None:
    """The specs say that it cannot come to that; so it is forced here."""
    stay = harbour.ask("Yellowhammer")
    harbour.settle(stay)
    harbour.do(stay, "agree", fee="654.32")
    harbour.settle(stay)
    [job] = harbour.jobs("notice", f"stay/{stay}/agree")
    notices = harbour.table("portal_notice")
    with harbour.engine.begin() as connection:
        connection.execute(sa.delete(notices).where(notices.c.record_id == stay))
    harbour.set("stay", stay, state="refused")
    harbour.run_again(job)
    harbour.settle(stay)
    first, second = harbour.mails(ANN, "Come in, Yellowhammer")
    assert "€654.32" in first["body"]
    assert "for not shown, until" in second["body"]
    assert "654.32" not in second["body"] + second["html"]
