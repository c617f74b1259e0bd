"""Pages of the bakers' own."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from runtime.extending import EVERYBODY, ListQuery, Page, Refused, expose


class Baking(Page):
    """What is in the oven, for the early shift."""

    portal = "oven"
    roles = ("early",)
    address = "baking"
    label = "In the oven"

    @expose("/", methods=("GET", "POST"))
    def show_orders(self) -> ResponseReturnValue:
        words = ""
        if request.method == "POST":
            row = self.here().read.record("order", request.form["order"])
            assert row is not None
            try:
                self.here().edit("order", row.id, {"state": "baking"}, revision=row.revision)
            except Refused as refused:
                words = str(refused)
            else:
                return redirect(self.here().to.home(), 303)
        orders = self.here().read.page(ListQuery("order")).rows
        answer = self.show("baking.html", {"orders": orders, "words": words, "raw": "<b>raw</b>"})
        return answer, {"Content-Security-Policy": "default-src *"}


class Prices(Page):
    """For everybody in the shop; without a label it is in no menu."""

    portal = "shop"
    roles = EVERYBODY
    address = "price-list"

    @expose("/")
    def show_prices(self) -> str:
        return self.show(
            "prices.html", {"seen": [row.values for row in self.here().read.page(ListQuery("order")).rows]}
        )
