"""What stands below a mail: by whose portal it comes, and how its reader ends such mails."""

from __future__ import annotations

from runtime.declarations.site import Portal
from runtime.notices.letters import Foot
from runtime.notices.links import path_to_end
from runtime.notices.means import Means
from runtime.scope import Principal


def end_of(means: Means, who: Principal, mail: str) -> str:
    """The address at which mails of this key, or those of the morning, are ended."""
    assert who.account_id is not None  # whoever is told has one
    portal = means.site.portals[who.portal]
    return f"{means.settings.base_url}{portal.at}{path_to_end(means.secret, who.account_id, mail)}"


def foot_of(means: Means, portal: Portal, ending: str | None) -> Foot:
    """`ending` None: it is sent in any case."""
    choices = ("Which mails you get", f"{means.settings.base_url}{portal.at}/my-notices/choices")
    last = (choices, ("No more of this kind", ending)) if ending else (choices,)
    return Foot(((f"From {portal.label}, {means.site.label}", ""), *last))


def foot_of_address(means: Means, portal: Portal) -> Foot:
    words = "Your address was entered there. Whoever reads at it is told of this alone."
    return Foot(((f"From {portal.label}, {means.site.label}", ""), (words, "")))
