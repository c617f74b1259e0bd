"""The page after a submission: what happens next in the words of the spec, and by when, as far as it is seen."""

from __future__ import annotations

import re
from datetime import timedelta

from runtime.web.formats import formats
from tests.levels.depot import Depot


def paragraphs(page: str) -> list[str]:
    return re.findall(r"<p>([^<]*)</p>", page.partition("What happens next")[2].partition("<ul")[0])


def test_the_spec_says_what_happens_next(depot: Depot) -> None:
    """The house sees by when it is answered; when it is to be repaired is the service's own matter."""
    record = depot.report("Nothing moves", "still")
    respond_by = formats("en", "Europe/Berlin", "EUR").moment(depot.row(record)["respond_by"])
    for _ in range(2):
        assert paragraphs(depot.page("ida", f"/breakdowns/{record}/received")) == [
            "A fitter rings you up before they set out. Please have the key to the engine room ready.",
            f"You get an answer by {respond_by}.",
        ]


def test_where_the_spec_says_nothing_it_can_be_opened_again(depot: Depot) -> None:
    record = depot.report("Nothing moves", "still")
    first, *dates = paragraphs(depot.page("dora", f"/breakdowns/{record}/received"))
    assert first == "You can open this breakdown at any time to see how it is getting on."
    assert [words.rpartition(" by ")[0] for words in dates] == ["You get an answer", "It is to be done"]


def test_what_is_past_is_promised_no_more(depot: Depot) -> None:
    record = depot.report("It hangs")
    before = paragraphs(depot.page("ida", f"/breakdowns/{record}/received"))
    depot.let_pass(record, timedelta(hours=1))
    assert paragraphs(depot.page("ida", f"/breakdowns/{record}/received")) == before[:1]
