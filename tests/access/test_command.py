"""`portal access` as one runs it: on the specs, against a revision of git, with the database."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.access.trade import ORDER, write_trade
from tests.servers.ports import free_port
from tests.sites.place import Place

DEMO = {
    "firm.yaml": "mill: { name: Mill }\nshop: { name: Shop }\n",
    "buyer.yaml": "".join(
        f"{name}: {{ name: {name.title()}, email: {name}@example.com, firm: {firm} }}\n"
        for name, firm in (("ann", "mill"), ("bob", "shop"))
    ),
    "clerk.yaml": "eve: { name: Eve, email: eve@example.com, role: boss }\n",
    "order.yaml": "".join(
        f"order_{number}: {{ firm: mill, subject: Order {number}, state: {state} }}\n"
        for number, state in enumerate(["new", "new", "packed", "shipped", "shipped", "shipped", "closed"])
    ),
}


def git(folder: Path, *words: str) -> None:
    author = ("-c", "user.name=Ann", "-c", "user.email=ann@example.com")
    subprocess.run(["git", "-C", str(folder), *author, *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The trade in a repository of its own, with an empty database."""
    folder = tmp_path_factory.mktemp("trade")
    specs = write_trade(folder)
    (specs / "demo").mkdir()
    for name, text in DEMO.items():
        (specs / "demo" / name).write_text(text)
    git(folder, "init", "--quiet")
    git(folder, "add", "specs")
    git(folder, "commit", "--quiet", "--message", "The trade")
    place = Place(folder, free_port())
    place.build()
    return place


@pytest.fixture
def changed(place: Place) -> Place:
    """Customers read remarks of what is shipped or closed."""
    write_trade(
        place.folder,
        {
            ORDER: (
                "see: [entered, number, state]",
                """see:
              - fields: [entered, number, state]
              - when: state in ["shipped", "closed"]
                fields: [remark]""",
            )
        },
    )
    return place


def test_a_record_type_in_one_portal(place: Place) -> None:
    done = place.portal("access", "order", "--portal", "customer")
    assert done.returncode == 0
    assert done.stdout.startswith("Shop (portal customer, outside)\n")
    assert "  see     while its firm is their firm\n" in done.stdout
    assert "Office" not in done.stdout


def test_json_tells_every_cell(place: Place) -> None:
    (portal,) = json.loads(place.portal("access", "order", "--portal", "customer", "--format", "json").stdout)
    (order,) = portal["roles"][0]["records"]
    subject = next(field for field in order["fields"] if field["name"] == "subject")
    assert [state["key"] for state in order["states"]] == ["new", "packed", "shipped", "closed"]
    assert [each["answer"] for each in order["rows"]] == ["if"] * 4
    assert [each["answer"] for each in subject["edit"]] == ["yes", "no", "no", "no"]


def test_the_difference_with_people_and_records(changed: Place) -> None:
    done = changed.portal("access", "--diff", "HEAD", "--count")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "+ Customers can now read Remark of an order while its state is Shipped or Closed.\n"
        "    specs/records/order.yaml:22\n"
        "    2 people, up to 4 records\n"
        "\n"
        "1 gain.\n"
    )


def test_the_difference_as_json(changed: Place) -> None:
    told = json.loads(changed.portal("access", "--diff", "HEAD", "--format", "json").stdout)
    assert told == {
        "since": "HEAD",
        "portals": [],
        "changes": [
            {
                "kind": "gain",
                "portal": "customer",
                "roles": [""],
                "record": "order",
                "operation": "see",
                "fields": ["remark"],
                "text": "Customers can now read Remark of an order while its state is Shipped or Closed.",
                "before": None,
                "after": "its state is Shipped or Closed",
                "at": "specs/records/order.yaml:22",
                "at_before": None,
            }
        ],
    }


def test_specs_that_broke_newer_rules_of_meaning_can_be_compared_with(tmp_path: Path, place: Place) -> None:
    """Here: a field of a new order that is required and cannot be entered."""
    write_trade(tmp_path, {ORDER: ("create: [subject, due]", "create: [due]")})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "specs")
    git(tmp_path, "commit", "--quiet", "--message", "Without a subject")
    write_trade(tmp_path)
    done = Place(tmp_path, place.port).portal("access", "--diff", "HEAD")
    assert "Customers can now enter Subject when they create an order." in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["oder"], "portal: there is no record type 'oder'; there are buyer, clerk, firm, order\n"),
        (["--portal", "shop"], "portal: there is no portal 'shop'; there are customer, partner, staff\n"),
        (["--diff", "yesterday"], "portal: git knows no revision 'yesterday'\n"),
        (["--diff", "--help"], "portal: '--help' is not a revision\n"),
    ],
)
def test_what_is_not_there(place: Place, words: list[str], expected: str) -> None:
    done = place.portal("access", *words)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", expected)


def test_without_a_repository(tmp_path: Path, place: Place) -> None:
    write_trade(tmp_path)
    alone = Place(tmp_path, place.port)
    done = alone.portal("access", "--diff", "HEAD")
    assert done.returncode == 1
    assert done.stderr == f"portal: {alone.specs} is not in a git repository, so that there are no earlier specs\n"


def test_without_git(place: Place) -> None:
    done = place.portal("access", "--diff", "HEAD", PATH="/nowhere")
    assert (done.returncode, done.stderr) == (1, "portal: git is not installed; it keeps the earlier specs\n")


def test_broken_specs_in_the_revision(tmp_path: Path, place: Place) -> None:
    write_trade(tmp_path, {ORDER: ("rows: firm == me.firm", "rows: frim == me.firm")})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "specs")
    git(tmp_path, "commit", "--quiet", "--message", "With a slip")
    write_trade(tmp_path)
    done = Place(tmp_path, place.port).portal("access", "--diff", "HEAD")
    assert done.returncode == 1
    assert "'frim'" in done.stderr.splitlines()[0]
    assert "--> specs/records/order.yaml:17:11" in done.stderr
    assert done.stderr.endswith("portal: the specs of HEAD have these problems; compare with another revision\n")


def test_count_without_a_database(tmp_path: Path, place: Place) -> None:
    write_trade(tmp_path)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "specs")
    git(tmp_path, "commit", "--quiet", "--message", "New")
    done = Place(tmp_path, place.port).portal("access", "--diff", "HEAD", "--count")
    assert (done.returncode, done.stderr) == (1, "portal: nothing was generated yet; run: portal apply\n")
    assert not list((tmp_path / "var").glob("*.db"))


def test_charters(place: Place) -> None:
    done = place.portal("access", "--charter", "charter")
    assert done.stdout.split() == ["charter/customer.html", "charter/partner.html", "charter/staff.html"]
    assert "<h1>Shop: who may see and do what</h1>" in (place.folder / "charter/customer.html").read_text()
