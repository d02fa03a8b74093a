"""Values of the domain as JSON and back, by their types alone: a field that is new is written without further words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from queue_server.domain.table import Table

_AS_THEY_ARE = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class Form:
    """How values of one type are written and read. ``shape`` is equal where what was written can be read."""

    shape: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def form_of(kind: Any) -> Form:
    """The form of a type.

    :raises TypeError: for a type of which nothing is known here.
    """
    if isinstance(kind, type):
        return _of_class(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin not in _MADE_OF:
        raise TypeError(f"no form for {kind}")
    return _MADE_OF[origin](arguments)


def form_of_fields(kind: type, besides: frozenset[str] = frozenset()) -> dict[str, Form]:
    """The forms of a class's fields by name, in order, without those named in ``besides``."""
    types = get_type_hints(kind)
    names = [each.name for each in fields(kind)] if is_dataclass(kind) else kind._fields  # type: ignore[attr-defined]  # a NamedTuple
    return {name: form_of(types[name]) for name in names if name not in besides}


def _same(value: Any) -> Any:
    return value


def _as_it_is(shape: str) -> Form:
    return Form(shape, _same, _same)


def _optional(kinds: tuple[Any, ...]) -> Form:
    (kind,) = (kind for kind in kinds if kind is not NoneType)
    form = form_of(kind)
    if form.write is _same:
        return _as_it_is(f"{form.shape}?")
    return Form(
        f"{form.shape}?",
        lambda value: None if value is None else form.write(value),
        lambda written: None if written is None else form.read(written),
    )


def _many(shape: str, form: Form, made: Callable[[Any], Any], in_order: Callable[[Any], Any] = iter) -> Form:
    return Form(
        f"{shape}[{form.shape}]",
        lambda values: [form.write(value) for value in in_order(values)],
        lambda written: made(form.read(each) for each in written),
    )


def _table(form: Form) -> Form:
    def read(written: Any) -> Table[Any]:
        table: Table[Any] = Table()
        for key, value in written.items():
            table = table.with_value(key, form.read(value))
        return table

    return Form(f"table[{form.shape}]", lambda table: {key: form.write(value) for key, value in table.items()}, read)


def _mapping(key: Form, value: Form) -> Form:
    return Form(
        f"mapping[{key.shape},{value.shape}]",
        lambda mapping: [[key.write(each), value.write(what)] for each, what in mapping.items()],
        lambda written: {key.read(each): value.read(what) for each, what in written},
    )


def _of_class(kind: type) -> Form:
    if kind in _AS_THEY_ARE:
        return _as_it_is(kind.__name__)
    if issubclass(kind, date):
        return Form(kind.__name__, kind.isoformat, kind.fromisoformat)
    if issubclass(kind, Enum):
        return Form(kind.__name__, lambda value: value.value, kind)
    if not (is_dataclass(kind) or hasattr(kind, "_fields")):
        raise TypeError(f"no form for {kind}")
    forms = form_of_fields(kind)
    inside = ",".join(f"{name}:{form.shape}" for name, form in forms.items())
    # A day has thousands of tickets, and most of their fields are written as they are.
    otherwise = [(place, form) for place, form in enumerate(forms.values()) if form.write is not _same]

    def write(value: Any) -> list[Any]:
        row = [getattr(value, name) for name in forms]
        for place, form in otherwise:
            row[place] = form.write(row[place])
        return row

    def read(written: Any) -> Any:
        row = list(written)
        if len(row) != len(forms):
            raise ValueError(f"{len(row)} fields for {kind.__name__}")
        for place, form in otherwise:
            row[place] = form.read(row[place])
        return kind(*row)

    return Form(f"{kind.__name__}({inside})", write, read)


_MADE_OF: Mapping[Any, Callable[[tuple[Any, ...]], Form]] = {
    Literal: lambda _values: _as_it_is("str"),
    Union: _optional,
    UnionType: _optional,
    tuple: lambda of: _many("tuple", form_of(of[0]), tuple),
    frozenset: lambda of: _many("set", form_of(of[0]), frozenset, in_order=sorted),
    Table: lambda of: _table(form_of(of[0])),
    Mapping: lambda of: _mapping(form_of(of[0]), form_of(of[1])),
}
