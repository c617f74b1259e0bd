"""The interface of one record type for one role: Flask-AppBuilder's, with rows of the scope and changes by the service.

Of ModelRestApi it keeps what is sound: who may call what (`protect`, by Flask-AppBuilder's permissions), its schemas.
Its queries, filters and writes are replaced, since they know no scope.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask import Response, make_response, request
from flask_appbuilder.api import ModelRestApi
from flask_appbuilder.security.decorators import permission_name, protect

from runtime.declarations.access import Access, RecordType
from runtime.declarations.later import loaded
from runtime.declarations.workflow import Move
from runtime.records import fields_of
from runtime.scope import Row
from runtime.scope.saying import COMMENT, COMMENT_FILES
from runtime.security.names import view_name
from runtime.service import Missing, Refused
from runtime.web import downloads
from runtime.web.api.answers import answer
from runtime.web.api.bodies import read_object
from runtime.web.api.interface import ScopedRecords
from runtime.web.api.parameters import list_query, refuse_all_but, refuse_no_ids, revision
from runtime.web.api.schemas import Files, RecordSchema, Text, unknown
from runtime.web.context import current
from runtime.web.reading import INTERFACE

REVISION = "Send the revision that you read, a whole number."


class RecordApi(ModelRestApi):
    """Made on first use, without routes of its own: `runtime.web.api.portal` calls it."""

    allow_browser_login = True  # the guard has looked at token or cookie before
    csrf_exempt = False
    method_permission_name: ClassVar[Mapping[str, str]] = {
        "get_list": "list",
        "get": "show",
        "post": "create",
        "put": "edit",
        "delete": "delete",
        "move": "move",
    }
    datamodel: ScopedRecords

    def __init__(self, portal: str, record: RecordType, access: Access, moves: Mapping[str, Move]) -> None:
        """`moves` are those that the role may make."""
        self._record = record
        self.moves = moves
        self._access = access
        self.datamodel = ScopedRecords(record)
        self.class_permission_name = view_name(portal, record.table)
        super().__init__()
        self._init_model_schemas()

    def _init_properties(self) -> None:
        """The fields by use. No filters: Flask-AppBuilder's are one object for all requests."""
        self.show_columns = [name for grant in self._access.see for name in grant.fields]
        self.add_columns = list(self._access.create or ())
        self.edit_columns = list(dict.fromkeys(name for grant in self._access.edit for name in grant.fields))
        fields = fields_of(self._record.model)
        self.shown_links = {name for name in self.show_columns if name in fields and fields[name].target}
        needed = [name for move in self.moves.values() for name in move.needs]
        self.links = {name for name in (*self.add_columns, *self.edit_columns, *needed) if fields[name].target}

    def _init_model_schemas(self) -> None:
        made: type[RecordSchema] = loaded(self._access.schema) or RecordSchema
        self.list_model_schema = self.show_model_schema = made()
        self.add_model_schema = made(only=self.add_columns)
        self.edit_model_schema = made(only=self.edit_columns, partial=True)
        self.move_schemas = {name: _of_move(made, move) for name, move in self.moves.items()}

    @property
    def reads(self) -> bool:
        """Whether this role may see records of the type at all."""
        return self._access.rows is not None

    def methods(self, *, of_one: bool) -> list[str]:
        """What this role may do with the list, or with one record, at some time."""
        access, reads = self._access, self.reads
        alone = not self._record.parent  # lines are changed with the record that they belong to
        each = {
            "GET": reads,
            "PUT": alone and reads and bool(access.edit),
            "DELETE": alone and reads and access.delete is not None,
        }
        every = {"GET": reads, "POST": alone and access.create is not None}
        return [method for method, is_given in (each if of_one else every).items() if is_given]

    @protect()
    @permission_name("list")
    def get_list(self) -> Response:
        wanted = list_query(self._record.key)
        refuse_no_ids(wanted.filters, self.shown_links)
        page = self.datamodel.query(wanted)
        return answer(200, result=self._shown(page.rows), count=page.count, capped=page.capped, next=page.next)

    @protect()
    @permission_name("show")
    def get(self, pk: str) -> Response:
        refuse_all_but()
        return answer(200, **self._whole(self.datamodel.get(pk)))

    @protect()
    @permission_name("create")
    def post(self) -> Response:
        """What was routed out of sight is answered with its id alone."""
        refuse_all_but()
        values = self.add_model_schema.read(read_object())
        saved = self.datamodel.add(self.datamodel.split(values))
        if not self.reads:
            return answer(201, result={"id": str(saved.id)})
        try:
            response = answer(201, **self._whole(self.datamodel.get(saved.id)))
        except Missing:
            return answer(201, result={"id": str(saved.id)})
        response.headers["Location"] = f"{request.script_root}{INTERFACE}{self._record.address}/{saved.id}"
        return response

    @protect()
    @permission_name("edit")
    def put(self, pk: str) -> Response:
        refuse_all_but()
        body = read_object()
        read = _take_revision(body, list(self.edit_model_schema.load_fields))
        values = self.edit_model_schema.read(body)
        self.datamodel.edit(pk, self.datamodel.split(values), read)
        return answer(200, **self._whole(self.datamodel.get(pk)))

    @protect()
    @permission_name("move")
    def move(self, pk: str, name: str) -> Response:
        """What was moved out of sight is answered with its id alone."""
        refuse_all_but()
        schema, body = self.move_schemas[name], read_object()
        read = _take_revision(body, list(schema.load_fields))
        self.datamodel.move(pk, name, self.datamodel.split(schema.read(body)), read)
        try:
            return answer(200, **self._whole(self.datamodel.get(pk)))
        except Missing:
            return answer(200, result={"id": pk})

    @protect()
    @permission_name("delete")
    def delete(self, pk: str) -> Response:
        refuse_all_but("revision")
        self.datamodel.delete(pk, revision())
        return make_response(b"", 204)

    def options(self, field: str) -> Response:
        """What a link may point to; open to whoever may set it."""
        if field not in self.links:
            raise Missing
        refuse_all_but("q", "_record", *self.links)
        args = request.args
        refuse_no_ids(args, {"_record", *self.links})
        given = {name: value for name, value in args.items() if name in self.links}
        found = self.datamodel.options(field, args.get("q", ""), given, args.get("_record"))
        return answer(200, result=[{"id": str(each), "title": title} for each, title in found.items()])

    @protect()
    @permission_name("show")
    def file(self, pk: str, file_id: str) -> Response:
        refuse_all_but()
        file = self.datamodel.file(pk, file_id)
        return downloads.file_of(current(), self._record, int(pk), file)

    def _whole(self, row: Row) -> dict[str, Any]:
        result = self._shown([row])[0]
        if row.may_edit or row.may_delete or row.may_move or "revision" in row.values:
            result["revision"] = row.revision  # nobody else needs it, and it tells of changes that are not seen
        may: dict[str, object] = {"edit": list(row.may_edit), "delete": row.may_delete}
        if self._record.workflow is not None:
            may["moves"] = list(row.may_move)
        return {"result": result, "may": may}

    def _shown(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """A field called “title” stands in the place of the record's title, which is made of such fields anyway."""
        values = self.show_model_schema.rows([row.values for row in rows])
        return [{"id": str(row.id), "title": row.title, **each} for row, each in zip(rows, values, strict=True)]


def _of_move(made: type[RecordSchema], move: Move) -> RecordSchema:
    """What is sent with a move: what it needs, and the comment that it asks for."""
    if not move.comment:
        return made(only=move.needs, partial=True)
    asking = type(made.__name__, (made,), {COMMENT: Text(), COMMENT_FILES: Files()})
    schema: RecordSchema = asking(only=(*move.needs, COMMENT, COMMENT_FILES), partial=True)
    return schema


def _take_revision(body: dict[str, object], others: list[str]) -> int:
    """The revision out of what was sent. Raises Refused."""
    found = body.pop("revision", None)
    if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found < 10**9:
        errors = {name: [unknown(name, others)] for name in body if name not in others}
        raise Refused({"revision": [REVISION], **errors})
    return found
