"""Payloads of scripts in every text field, on every page that shows one: nothing runs, nothing is even refused by the
content security policy, and nothing is fetched from elsewhere.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, Route

from runtime.web.headers import POLICY
from tests.businesses.browsing import Upload, multipart
from tests.channels.callers import HIDDEN, ROOT, Board, Caller
from tests.channels.payloads import PAYLOADS

ENTERED = ("title", "body", "story", "place")
"""What takes any text. The others refuse it, so it gets there by the database."""
WRITTEN = ("contact", "phone", "page")
REPORT = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`))"""
SUSPECT = """() => {
    const goals = ["href", "src", "action", "formaction", "xlink:href", "srcdoc"];
    const runs = (each) => each.name.startsWith("on")
        || goals.includes(each.name) && /^\\s*(javascript|data|vbscript):/i.test(each.value);
    const strange = "main script, main link, main meta, main style, iframe, object, embed, svg, math, base, main img";
    const found = [...document.querySelectorAll("*")].filter((each) => [...each.attributes].some(runs));
    return [...found, ...document.querySelectorAll(strange)].map((each) => each.outerHTML);
}"""
FILL = """(text) => {
    for (const each of document.querySelectorAll("form.sheet input[type=text], form.sheet input[type=email], "
        + "form.sheet input[type=tel], form.sheet textarea")) each.value = text;
    document.querySelector("form.sheet .btn-brand").click();
}"""


@dataclass
class Watch:
    """Everything a page must not do."""

    own: str
    seen: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(REPORT)
        context.on("dialog", lambda dialog: (self.seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
        context.on("weberror", lambda error: self.seen.append(f"error {error.error}"))
        context.on("request", lambda request: self._judge(request.url))
        context.on(
            "console",
            lambda message: (
                self.seen.append(f"violation {message.text}") if "Content Security Policy" in message.text else None
            ),
        )

    def _judge(self, url: str) -> None:
        if not url.startswith(self.own):
            self.seen.append(f"fetched {url}")


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who looks at pages and asserts that they are harmless, and that they do show what they shall."""

    page: Page
    watch: Watch

    def look(self, path: str, *shown: str) -> None:
        self.page.goto(self.watch.own + path, wait_until="load")
        self.judge(path, *shown)

    def judge(self, where: str, *shown: str) -> None:
        assert self.page.evaluate(SUSPECT) == [], where
        assert self.watch.seen == [], where
        text = " ".join((self.page.locator("main").text_content() or "").split())
        for each in shown:
            assert " ".join(each.split()) in text, (where, each)


@pytest.fixture(scope="module")
def notes(board: Board) -> dict[str, int]:
    """A note per payload that holds it everywhere; it is also the name of a file. The author's name holds them all."""
    caller = board.caller()
    [[author]] = board.ask("SELECT id FROM person WHERE email = 'ada@rowers.example'")
    for payload in PAYLOADS:
        send(caller, payload, str(author))
    with closing(sqlite3.connect(board.place.var / "portal.db", timeout=10)) as connection, connection:
        for payload in PAYLOADS:
            values = [payload] * len(WRITTEN)
            names = ", ".join(f"{name} = ?" for name in WRITTEN)
            connection.execute(f"UPDATE note SET {names} WHERE title = ?", [*values, payload])
        connection.execute("UPDATE person SET phone = ?", [" ".join(PAYLOADS)])
        connection.execute("UPDATE person SET name = ? WHERE name = 'Ada Oar'", [" ".join(PAYLOADS)])
        connection.execute(
            "UPDATE club SET name = ?1, about = ?1, website = ?1, address = ?1 WHERE name = 'Rowers'",
            ["\n\n".join(PAYLOADS)],
        )
    return {payload: board.note(payload) for payload in PAYLOADS}


def send(caller: Caller, payload: str, author: str) -> None:
    page = caller.get(f"{ROOT}/notes/new").text
    values = [*HIDDEN.findall(page), ("state", "open"), *((name, payload) for name in ENTERED), ("author", author)]
    name = payload.replace("/", "\u2044").replace("\\", "") + ".txt"
    kind, body = multipart(values, [("papers", Upload(name.replace('"', "%22"), b"content"))])
    answer = caller.send("POST", f"{ROOT}/notes/new", body, {"Content-Type": kind})
    assert answer.status == 303, (payload, answer.text)


@pytest.fixture(scope="module")
def visit(board: Board, browser: Browser, notes: dict[str, int]) -> Iterator[Visit]:
    context = browser.new_context()
    caller = board.caller()
    context.add_cookies(
        [{"name": name, "value": each.value, "url": board.place.url} for name, each in caller.cookies.items()]
    )
    watch = Watch(board.place.url)
    watch.over(context)
    yield Visit(context.new_page(), watch)
    context.close()


@pytest.fixture(autouse=True)
def quiet(visit: Visit) -> None:
    visit.watch.seen.clear()


def test_lists_and_home(visit: Visit) -> None:
    visit.look(f"{ROOT}/notes/?_size=100", *PAYLOADS)
    visit.look(f"{ROOT}/notes/filter")
    visit.look(f"{ROOT}/people/", PAYLOADS[0])
    visit.look(f"{ROOT}/clubs/", PAYLOADS[0])
    visit.look(f"{ROOT}/")


def test_related_lists(visit: Visit, board: Board) -> None:
    [[club]] = board.ask("SELECT club_id FROM person WHERE email = 'ada@rowers.example'")
    visit.look(f"{ROOT}/clubs/{club}", PAYLOADS[0], PAYLOADS[-1])
    visit.look(f"{ROOT}/clubs/{club}/edit")
    [[person]] = board.ask("SELECT id FROM person WHERE email = 'ada@rowers.example'")
    visit.look(f"{ROOT}/people/{person}", PAYLOADS[0], PAYLOADS[-1])
    visit.look(f"{ROOT}/people/{person}/edit")


def test_records(visit: Visit, notes: dict[str, int]) -> None:
    for payload, note in notes.items():
        visit.look(f"{ROOT}/notes/{note}", payload)
        assert visit.page.locator("main a[href*='/files/']").count() == 1


def test_forms(visit: Visit, notes: dict[str, int]) -> None:
    for payload, note in notes.items():
        visit.look(f"{ROOT}/notes/{note}/edit", payload)


def test_questions_before_deleting_and_confirmations(visit: Visit, notes: dict[str, int]) -> None:
    for note in [*notes.values()][::6]:
        visit.look(f"{ROOT}/notes/{note}/delete")
        visit.look(f"{ROOT}/notes/{note}/received")


def test_searches_and_answers_in_the_address(visit: Visit) -> None:
    for payload in PAYLOADS:
        visit.look(f"{ROOT}/notes/?q={quote(payload)}")
        assert visit.page.get_by_label("Search notes").input_value() == payload
    for payload in PAYLOADS[::6]:
        text = quote(payload)
        visit.look(f"{ROOT}/notes/new?title={text}&body={text}&_choose=author&q={text}")
        visit.look(f"{ROOT}/notes/new?title={text}&body={text}")
        visit.look(f"{ROOT}/notes/?_sort={text}", payload)
        visit.look(f"{ROOT}/notes/{text}")


def test_forms_that_fail(visit: Visit) -> None:
    """Each comes back with the payload before, and is sent again with the next one."""
    visit.page.goto(f"{visit.watch.own}{ROOT}/notes/new")
    for payload in PAYLOADS:
        with visit.page.expect_navigation():
            visit.page.evaluate(FILL, payload)
        visit.judge(payload, "There is a problem", "Enter contact in the form name@example.org")
        assert visit.page.locator("textarea").first.input_value() == payload


def test_names_of_files_that_are_refused_or_kept(visit: Visit) -> None:
    visit.page.goto(f"{visit.watch.own}{ROOT}/notes/new")
    for payload in PAYLOADS[::4]:
        name = payload.replace("/", "\u2044").replace("\\", "")
        sent: list[FilePayload] = [
            {"name": f"{name}{suffix}", "mimeType": "text/plain", "buffer": b"content"} for suffix in (".exe", ".txt")
        ]
        visit.page.locator("[type=file]").set_input_files(sent)
        with visit.page.expect_navigation():
            visit.page.evaluate(FILL, "")
        told = f"{name}.exe” must be a TXT or LOG file"
        visit.judge(payload, "Enter a title", told, f"{name}.txt (7 bytes) has arrived")


def test_both_versions_of_a_conflict(visit: Visit, notes: dict[str, int]) -> None:
    for payload, note in [*notes.items()][::6]:
        visit.page.goto(f"{visit.watch.own}{ROOT}/notes/{note}/edit")
        with visit.page.expect_navigation():
            visit.page.evaluate(
                "(text) => { document.querySelector('[name=revision]').value = '0';"
                "for (const name of ['contact', 'phone', 'page', 'picked-day'])"
                "  document.getElementsByName(name)[0].value = '';"
                "document.getElementsByName('body')[0].value = text;"
                "document.querySelector('form.sheet .btn-brand').click() }",
                f"mine {payload}",
            )
        visit.judge(payload, "Somebody else changed this meanwhile", f"mine {payload}")


def test_the_login(browser: Browser, board: Board) -> None:
    context = browser.new_context()
    watch = Watch(board.place.url)
    watch.over(context)
    visit = Visit(context.new_page(), watch)
    try:
        for payload in PAYLOADS[::5]:
            visit.look(f"{ROOT}/login?next={quote(payload)}&_draft={quote(payload)}")
            with visit.page.expect_navigation():
                visit.page.evaluate(FILL, payload)
            visit.judge(payload, "There is a problem")
    finally:
        context.close()


@pytest.mark.parametrize("payload", PAYLOADS[:9:4])
def test_the_watch_sees_what_runs(payload: str, browser: Browser) -> None:
    """Printed without care, a payload is refused by our policy, and without a policy it runs: both are noticed."""
    assert careless(payload, browser, {"Content-Security-Policy": POLICY}).startswith("violation")
    assert careless(payload, browser, {}).startswith("dialog")


def careless(payload: str, browser: Browser, headers: dict[str, str]) -> str:
    """What the watch sees first on a page that prints the payload as it is."""
    context = browser.new_context()
    watch = Watch("http://careless.example")
    watch.over(context)
    body = f"<!doctype html><html><body><main><p>{payload}</p></main></body></html>"

    def answer(route: Route) -> None:
        route.fulfill(body=body, headers=headers, content_type="text/html")

    page = context.new_page()
    page.route("**/*", answer)
    page.goto("http://careless.example/")
    page.wait_for_timeout(200)
    assert page.evaluate(SUSPECT)
    context.close()
    return watch.seen[0]
