"""Who watches, and who is told of a comment: nobody who does not see it, and never its author."""

from __future__ import annotations

from tests.comments.spoke import Spoke


def watchers(spoke: Spoke, repair: int) -> list[str]:
    accounts = {each["id"]: each["name"] for each in spoke.rows("portal_account")}
    return sorted(accounts[each["account_id"]] for each in spoke.rows("portal_watch", record_id=repair))


def test_whoever_says_something_watches(spoke: Spoke) -> None:
    repair = spoke.bring("Watched by itself")
    spoke.add("ada", repair, "Hello")
    spoke.add("mo", repair, "Between us", "internal-notes")
    spoke.add("mo", repair, "Hello, too")
    assert watchers(spoke, repair) == ["Ada", "Mo"]


def test_watching_by_a_button(spoke: Spoke) -> None:
    repair = spoke.bring("Watched on purpose")
    page, address = f"/repairs/{repair}", f"/repairs/{repair}/watch"
    assert "You are not told of new comments" in spoke["lee"].get(page).text
    for _ in range(2):
        assert spoke["lee"].send(address, spoke["lee"].form(page, "/watch"), watch="yes").status == 303
    assert watchers(spoke, repair) == ["Lee"]
    assert "Stop watching" in spoke["lee"].get(page).text
    assert spoke["lee"].send(address, spoke["lee"].form(page, "/watch"), watch="no").status == 303
    assert watchers(spoke, repair) == []


def test_nobody_watches_what_they_do_not_see(spoke: Spoke) -> None:
    repair = spoke.bring("Not theirs", insurer=True)
    for who, record in (("bo", repair), ("bo", 4711), ("iris", repair)):
        values = [("csrf_token", spoke[who].token()), ("watch", "yes")]
        answer = spoke[who].visitor.post(f"{spoke[who].visitor.root}/repairs/{record}/watch", values)
        assert answer.status == 404
    assert watchers(spoke, repair) == []


def test_those_whom_a_comment_names_watch_from_then_on(spoke: Spoke) -> None:
    """By a tick, or inside by @: the name, or what stands before the @ of the address."""
    repair = spoke.bring("Named", insurer=True, state="taken")
    tia = next(each["id"] for each in spoke.rows("mechanic") if each["name"] == "Tia")
    answer = spoke.add("mo", repair, "Look at it, @lee, and @nobody", tell_mechanic=[str(tia)])
    assert answer.status == 201
    spoke.wait_for_jobs()
    assert watchers(spoke, repair) == ["Lee", "Mo", "Tia"]
    spoke.add("ada", repair, "@iris, too?")
    spoke.wait_for_jobs()
    assert watchers(spoke, repair) == ["Ada", "Lee", "Mo", "Tia"]


def test_whom_a_note_names_without_seeing_it_is_not_told(spoke: Spoke) -> None:
    repair = spoke.bring("Behind doors")
    spoke.add("mo", repair, "@tia is not to know", "internal-notes")
    spoke.wait_for_jobs()
    assert watchers(spoke, repair) == ["Mo"]


def test_people_are_told_on_the_page_of_the_form(spoke: Spoke) -> None:
    """What was typed comes along to where people are chosen."""
    repair = spoke.bring("Tell somebody")
    form = spoke["mo"].form(f"/repairs/{repair}", "/comment")
    answer = spoke["mo"].send(f"/repairs/{repair}/comment", form, text="Come and see", _refresh="1")
    assert answer.status == 200
    assert spoke.rows("repair_comment", about_id=repair) == []
    form = next(each for each in answer.page.forms if each.action.endswith("/comment"))
    names = {each.name for each in form.controls}
    assert {"tell_mechanic", "tell_rider", "tell_clerk"} < names
    lee = next(each["id"] for each in spoke.rows("mechanic") if each["name"] == "Lee")
    assert spoke["mo"].send(f"/repairs/{repair}/comment", form, tell_mechanic=str(lee)).status == 303
    assert "Told: <a" in spoke["mo"].get(f"/repairs/{repair}").text
    page = spoke["ada"].get(f"/repairs/{repair}").text
    assert "Told" not in page
    assert "Tell somebody about it" not in page  # a rider sees nobody whom they could tell


def test_a_record_goes_with_its_watchers(spoke: Spoke) -> None:
    repair = spoke.bring("Gone soon")
    spoke.add("ada", repair, "Hello")
    assert spoke.client("mo").delete(f"/repairs/{repair}?revision={spoke.revision(repair)}").status == 204
    assert spoke.rows("portal_watch", record_id=repair) == []


def test_watchers_are_told_by_mail_and_in_their_portal(spoke: Spoke) -> None:
    """Each only of what they see, with a link to the thread; and the author not at all."""
    repair = spoke.bring("Told of comments")
    spoke.add("ada", repair, "It squeaks")
    spoke.wait_for_jobs()  # nobody else watches yet
    spoke.add("mo", repair, "Comes *today*")
    spoke.add("mo", repair, "She is a difficult one", "internal-notes")
    spoke.wait_for_jobs()
    mails = [
        (each["to"], each["subject"]) for each in spoke.rows("portal_mail") if "Told of comments" in each["subject"]
    ]
    assert mails.count(("ada@rider.example", "Told of comments: a new comment")) == 1
    assert not [to for to, subject in mails if "note" in subject and to.startswith("ada")]
    assert not [to for to, subject in mails if to.startswith("mo@")]
    page = spoke["ada"].get("/my-notices").text
    assert "Told of comments: a new comment" in page
    assert f'href="{spoke["ada"].visitor.root}/repairs/{repair}"' in page
    assert "difficult" not in "".join(
        each["body"] for each in spoke.rows("portal_mail") if each["to"].startswith("ada")
    )
