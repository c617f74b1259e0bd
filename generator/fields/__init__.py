"""The kinds of fields: a module each. A new kind is a new module and its name in this list."""

from __future__ import annotations

from collections.abc import Mapping

from generator.fields import (
    account,
    address,
    choice,
    choices,
    date,
    datetime,
    decimal,
    duration,
    email,
    file,
    files,
    image,
    integer,
    lines,
    link,
    links,
    longtext,
    money,
    percent,
    phone,
    richtext,
    text,
    time,
    url,
    yesno,
)
from generator.fields.kind import Kind

KINDS: Mapping[str, Kind] = {
    module.KIND.name: module.KIND
    for module in (
        text,
        longtext,
        richtext,
        integer,
        decimal,
        percent,
        money,
        date,
        datetime,
        time,
        duration,
        yesno,
        choice,
        choices,
        link,
        links,
        lines,
        email,
        phone,
        url,
        file,
        files,
        image,
        address,
        account,
    )
}

IN_SPECS = KINDS.keys() - {account.KIND.name}
"""Those that a field of a spec may be of."""
