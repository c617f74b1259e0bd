"""Computed values are right after every change of what they are computed from, however far away it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from runtime.service import Refused
from tests.service.conftest import Yard


def sums(yard: Yard, job: int) -> tuple[Decimal | None, Decimal | None]:
    row = yard.row("yard_job", job)
    return row["net"], row["total"]


def line(yard: Yard, job: int, quantity: int | None = 1, price: str = "10") -> int:
    return yard.create("yard_line", job=job, quantity=quantity, price=Decimal(price)).id


def test_a_new_record_has_its_values(yard: Yard) -> None:
    job = yard.create()
    assert sums(yard, job.id) == (Decimal(0), Decimal(0))
    assert yard.row("yard_line", line(yard, job.id, 3, "2.50"))["amount"] == Decimal("7.50")
    assert yard.row("yard_line", line(yard, job.id, None))["amount"] is None


def test_a_sum_follows_its_members(yard: Yard) -> None:
    """Made, changed, moved to another owner, deleted; and with the sum what is computed from the sum."""
    job, other = yard.create(), yard.create()
    first, second = line(yard, job.id, 2, "10"), line(yard, job.id, 1, "5")
    assert sums(yard, job.id) == (Decimal(25), Decimal(50))
    yard.edit("yard_line", first, quantity=3)
    assert sums(yard, job.id) == (Decimal(35), Decimal(70))
    yard.edit("yard_line", second, job=other.id, price=Decimal(7))
    assert (sums(yard, job.id), sums(yard, other.id)) == ((Decimal(30), Decimal(60)), (Decimal(7), Decimal(14)))
    yard.delete("yard_line", first)
    assert sums(yard, job.id) == (Decimal(0), Decimal(0))


def test_it_goes_all_the_way_up(yard: Yard) -> None:
    """Line, job's net, job's total, client's worth; and a count with a condition."""
    client = yard.create("yard_client", "lou", name="All the way")
    other = yard.create("yard_client", "lou", name="Another way")
    job = yard.create(who="lou", subject="Up", client=client.id)
    yard.set("yard_job", job.id, client_id=yard.ids["north"])  # so that ann may add a line
    line(yard, job.id, 2, "10")
    yard.edit("yard_job", job.id, "lou", client=client.id)
    found = yard.row("yard_client", client.id)
    assert (found["worth"], found["open_jobs"]) == (Decimal(40), 1)
    yard.edit("yard_job", job.id, "lou", state="done")
    assert yard.row("yard_client", client.id)["open_jobs"] == 0
    yard.edit("yard_job", job.id, "lou", client=other.id)
    found, moved = yard.row("yard_client", client.id), yard.row("yard_client", other.id)
    assert (found["worth"], moved["worth"]) == (Decimal(0), Decimal(40))


def test_the_values_of_others_keep_their_revision(yard: Yard) -> None:
    job = yard.create()
    line(yard, job.id)
    assert yard.revision("yard_job", job.id) == 1


@pytest.mark.usefixtures("unchanged")
class TestTooLarge:
    def test_a_value_of_the_record_itself(self, yard: Yard) -> None:
        job = next(iter(yard.rows(yard_job())))
        with pytest.raises(Refused) as refused:
            yard.create("yard_line", job=job["id"], quantity=2**62, price=Decimal(10) ** 15)
        assert refused.value.errors == {"": ["Check the values: with them, amount is too large."]}

    def test_a_value_further_up(self, yard: Yard) -> None:
        job = next(iter(yard.rows(yard_job())))
        with pytest.raises(Refused) as refused:
            yard.create("yard_line", job=job["id"], quantity=9, price=Decimal(10) ** 15)
        assert refused.value.errors == {"": ["Check the values: with them, total is too large."]}


def yard_job() -> object:
    from tests.service.yard import YardJob

    return YardJob.__table__
