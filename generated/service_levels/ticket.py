# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket.py.
"""How soon people are promised an answer, and the end."""

import datetime

from runtime.declarations.service_level import Promise, ServiceLevel

SERVICE_LEVEL = ServiceLevel(
    pause=("waiting",),
    answered=("open", "waiting"),
    done=("resolved", "closed"),
    by="severity",
    promises={
        "low": Promise("office", respond=datetime.timedelta(seconds=64800), resolve=datetime.timedelta(seconds=324000)),
        "normal": Promise(
            "office",
            respond=datetime.timedelta(seconds=28800),
            resolve=datetime.timedelta(seconds=162000),
        ),
        "high": Promise("office", respond=datetime.timedelta(seconds=14400), resolve=datetime.timedelta(seconds=64800)),
        "critical": Promise(
            "always",
            respond=datetime.timedelta(seconds=3600),
            resolve=datetime.timedelta(seconds=28800),
        ),
    },
)
