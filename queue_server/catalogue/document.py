"""The catalogue on its way from the queue server to whoever reads it: JSON in UTF-8, one object a line.

The first line is the head, each line after it an entry, in the catalogue's order. A line at a time, nobody needs memory
for 26,262 of them.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter

from queue_server.catalogue.application import Application
from queue_server.catalogue.model import Entry

MEDIA_TYPE = "application/x-ndjson"
VERSION_LETTERS = 16


@dataclass(frozen=True, slots=True)
class Head:
    """What comes: ``version`` stands for the whole content, ``entries`` counts the lines that follow."""

    version: str
    entries: int


HEAD = TypeAdapter(Head)
ENTRY = TypeAdapter(Entry)
APPLICATION = TypeAdapter(Application)
ENTRIES = TypeAdapter(list[Entry])


def to_line(entry: Entry) -> str:
    """The entry as one line of JSON, without its end; what there is nothing to say of is left out."""
    return ENTRY.dump_json(entry, exclude_none=True).decode()


def head_line(head: Head) -> str:
    """The head as one line of JSON, without its end."""
    return HEAD.dump_json(head).decode()


def read_head(line: bytes | str) -> Head:
    """The first line; fields of a newer server are passed over.

    :raises pydantic.ValidationError: when it is no head.
    """
    return HEAD.validate_json(line, extra="ignore")


def read_entry(line: bytes | str) -> Entry:
    """A line after the first; fields of a newer server are passed over.

    :raises pydantic.ValidationError: when it is no entry.
    """
    return ENTRY.validate_json(line, extra="ignore")


def version_of(lines: Iterable[str]) -> str:
    """The version of a catalogue of these lines: the same content has the same version on every machine."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()[:VERSION_LETTERS]


def etag(version: str) -> str:
    """The ETag of a version. It is a weak one (RFC 9110, 8.8.3): the bytes differ with the compression."""
    return f'W/"{version}"'
