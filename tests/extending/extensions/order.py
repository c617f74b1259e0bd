"""Handlers of orders: a limit, a field filled in, a mistake, and a reaction."""

import logging

from generated.models.order import Order
from runtime.extending import Committed, Created, Deleted, Edited, ListQuery, Saved, on

log = logging.getLogger(__name__)


@on(Saved, "order")
def keep_within_credit(event: Saved) -> None:
    order = event.after
    (me,) = event.read.page(ListQuery("customer", columns=())).rows[:1] or (None,)
    if event.who.portal == "shop" and me and order.pieces > 20:
        event.refuse(f"{me.title}, order 20 pieces at most.", field="pieces")


@on(Created, Order)
def fill_in(event: Created) -> None:
    if event.after.notes is None:
        event.set(notes=f"By {event.who.name}.")


@on(Edited, Order)
def explode(event: Edited) -> None:
    if event.after.what == "Explosion":
        raise ZeroDivisionError(event.before.notes)


@on(Deleted, Order)
def keep_cakes(event: Deleted) -> None:
    if event.before.what == "Cake":
        event.refuse("Nobody takes a cake back.")


@on(Committed, Order)
def tell(event: Committed) -> None:
    state = "deleted" if event.after is None else event.after.what
    log.warning("order %s is %s", event.id, state)
    if state == "Wreck":
        raise RuntimeError("the other system is down")
