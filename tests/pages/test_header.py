"""The header of pages: joined text, in which what people typed is escaped."""

from markupsafe import Markup, escape

from runtime.web.header import brand_of, head_of, header_of

HOSTILE = "<b onload='x'>&\""
SAFE = str(escape(HOSTILE))
MENU = Markup("<nav>Berths</nav>")


def test_the_header_is_escaped() -> None:
    brand = brand_of(HOSTILE, HOSTILE, HOSTILE)
    whole = header_of(brand, HOSTILE, ((HOSTILE, HOSTILE), ("", "Nowhere")), MENU)
    assert HOSTILE not in whole and "Nowhere" not in whole
    assert whole.count(SAFE) == 6
    assert (
        f'<span class="visually-hidden">Signed in as </span><span>{SAFE}</span> <a href="{SAFE}">{SAFE}</a></p>'
        in whole
    )
    assert MENU in whole
    assert HOSTILE not in head_of(HOSTILE, HOSTILE, HOSTILE)


def test_nobody_has_a_brand_alone() -> None:
    whole = header_of(brand_of("/", "", "Harbour"), "", (("/search", "Search"),), MENU)
    assert "Search" not in whole and MENU not in whole and "Signed in" not in whole
    assert whole.count("<div") == whole.count("</div>")
