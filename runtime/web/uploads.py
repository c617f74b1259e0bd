"""Files that arrive with forms. After a form that failed they stay in the store, named in the form by signed tokens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, cast

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage, MultiDict

from runtime.service import Upload
from runtime.web.forms.files import FilesQuestion, KeptFile

if TYPE_CHECKING:
    from runtime.web.context import Context
    from runtime.web.forms import RecordForm

KEPT_FOR = 24 * 3600
MOST_KEPT = 100
"""Files of one form; each token takes a look at the store."""
NO_LIMIT = 1 << 40  # the request as a whole is limited before it gets here


def kept_files(ctx: Context, posted: MultiDict[str, str] | None) -> dict[str, KeptFile]:
    """The files of an earlier attempt that this form names and this person sent, by token.

    Those of a form that was sent twice are gone by the second time: its record has them.
    """
    tokens = (
        [] if posted is None else [each for name in posted if name.endswith("-kept") for each in posted.getlist(name)]
    )
    opened = ((token, _open(ctx, token)) for token in list(dict.fromkeys(tokens))[:MOST_KEPT])
    return {token: KeptFile(token, file[1], file[3]) for token, file in opened if file and ctx.files.holds(file[0])}


def keep(ctx: Context, form: RecordForm) -> None:
    """Store the files of a form that is shown again, so that nobody sends them twice."""
    for question in form.file_questions():
        arrived = question.data if isinstance(question.data, tuple) else ()
        fresh = [_store(ctx, each) for each in arrived if isinstance(each, FileStorage)]
        question.kept = [*question.kept, *fresh]
        question.data = ()


@contextmanager
def uploads_of(ctx: Context, form: RecordForm) -> Iterator[dict[str, tuple[Upload, ...]]]:
    """All files of the form, opened; the kept ones leave the store when the block ends well."""
    questions = [*form.file_questions()]
    if not questions:
        yield {}
        return
    with ExitStack() as stack:
        kept = {question.name: _kept(ctx, question, stack) for question in questions}
        yield {
            question.name: (*(upload for upload, _ in kept[question.name]), *_arrived(question))
            for question in questions
            if kept[question.name] or question.data
        }
    for _, stored in (each for files in kept.values() for each in files):
        ctx.files.remove(stored)


def _arrived(question: FilesQuestion) -> tuple[Upload, ...]:
    return tuple(Upload(_name(each), each.mimetype, each.stream) for each in question.data or ())


def _kept(ctx: Context, question: FilesQuestion, stack: ExitStack) -> list[tuple[Upload, str]]:
    found = []
    for stored, name, media_type, _ in filter(None, (_open(ctx, each.token) for each in question.kept)):
        with suppress(FileNotFoundError):  # the other half of a double click was faster
            found.append((Upload(name, media_type, stack.enter_context(ctx.files.open(stored))), stored))
    return found


def _store(ctx: Context, upload: FileStorage) -> KeptFile:
    upload.stream.seek(0)
    stored = ctx.files.save(cast("BinaryIO", upload.stream), NO_LIMIT)
    name = _name(upload)
    token = _signer().dumps([ctx.principal.account_id, stored.stored, name, upload.mimetype, stored.size])
    return KeptFile(str(token), name, stored.size)


def _open(ctx: Context, token: str) -> tuple[str, str, str, int] | None:
    try:
        account, stored, name, media_type, size = _signer().loads(token, max_age=KEPT_FOR)
    except BadSignature:
        return None
    return (stored, name, media_type, size) if account == ctx.principal.account_id else None


def _name(upload: FileStorage) -> str:
    return PurePath((upload.filename or "file").replace("\\", "/")).name


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="kept upload")
