"""What forms of staff ask for: a portal, and a person there by their email address."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.declarations.site import Portal, Site
from runtime.security.questions import Question, with_problems


def whom_questions(site: Site, typed: Mapping[str, str], problems: Mapping[str, str]) -> list[Question]:
    """Both, with what was typed and what is wrong with it."""
    portals = tuple((key, each.label) for key, each in site.portals.items())
    questions = [
        Question("portal", "Portal", "radio", "", typed.get("portal", ""), options=portals),
        Question("email", "Email address of the person", "email", "off", typed.get("email", "")),
    ]
    return with_problems(questions, problems)


def missing_of(portal: Portal | None, email: str) -> dict[str, str]:
    """What is missing of the answers, by question."""
    is_address = "@" in email and email.isprintable()
    wanted = {
        "portal": "" if portal else "Choose a portal",
        "email": "" if is_address else "Enter an email address, such as name@example.com",
    }
    return {name: words for name, words in wanted.items() if words}
