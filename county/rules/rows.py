"""Rows of shared data as typed messages, so that a wrong field or type in a rule is found when it is compiled."""

from collections.abc import Mapping
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from contract.kinds import KINDS, FieldType
from county.rules.facts import RuleFailed

_Field = descriptor_pb2.FieldDescriptorProto
_SIMPLE = {"string": _Field.TYPE_STRING, "int": _Field.TYPE_INT64, "bool": _Field.TYPE_BOOL}
_PYTHON = {"string": str, "int": int, "bool": bool}


class RowError(RuleFailed):
    """A row does not fit its kind: unknown field or wrong type."""


def message_name(kind: str) -> str:
    """Return the full name of a kind's message type."""
    return "row." + kind.replace(".", "_")


def _declare(message: Any, fields: Mapping[str, FieldType], prefix: str) -> None:
    for number, (name, kind) in enumerate(fields.items(), 1):
        entry = message.field.add(name=name, number=number, label=_Field.LABEL_OPTIONAL)
        if kind.name in _SIMPLE:
            entry.type = _SIMPLE[kind.name]
            continue
        entry.label = _Field.LABEL_REPEATED
        if kind.name == "rows":
            nested = message.nested_type.add(name=f"of_{name}")
            _declare(nested, kind.fields, f"{prefix}.of_{name}")
            entry.type, entry.type_name = _Field.TYPE_MESSAGE, f".{prefix}.of_{name}"
        else:
            entry.type = _SIMPLE[kind.name.removesuffix("s")]


def _pool() -> descriptor_pool.DescriptorPool:
    file = descriptor_pb2.FileDescriptorProto(name="lideng/kinds.proto", package="row", syntax="proto3")
    for kind in KINDS.values():
        name = message_name(kind.id)
        _declare(file.message_type.add(name=name.removeprefix("row.")), kind.fields, name)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return pool


POOL = _pool()
_CLASSES = {kind: message_factory.GetMessageClass(POOL.FindMessageTypeByName(message_name(kind))) for kind in KINDS}


def row(kind: str, body: Mapping[str, Any]) -> Any:
    """Return the message of a row; None counts as not filled; raises RowError on an unknown field or a wrong type."""
    return _CLASSES[kind](**_values(KINDS[kind].fields, body, kind))


def _values(fields: Mapping[str, FieldType], body: Mapping[str, Any], where: str) -> dict[str, Any]:
    return {
        name: _value(fields.get(name), value, f"{where}.{name}") for name, value in body.items() if value is not None
    }


def _value(kind: FieldType | None, value: Any, where: str) -> Any:
    if kind is None:
        raise RowError(f"{where}: there is no such field")
    if kind.name in _PYTHON:
        if type(value) is not _PYTHON[kind.name]:
            raise RowError(f"{where}: {kind.name} expected, not {value!r}")
        return value
    if not isinstance(value, list | tuple):
        raise RowError(f"{where}: a list expected, not {value!r}")
    if kind.name == "rows":
        return [_values(kind.fields, entry, where) for entry in value]
    return [_value(FieldType(kind.name.removesuffix("s")), entry, where) for entry in value]
