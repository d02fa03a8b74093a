"""``onedoor notices``."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from onedoor.journals import JOURNAL, reading, the_hall
from onedoor.notice_text import as_day, as_list, as_text_lengths, as_told
from onedoor.output import EXIT_BAD_INPUT, fail
from queue_server.notices.asks import Ask, Forget, OptOut, Resend, Trial, comes_of, write_ask
from queue_server.notices.errors import InvalidPhoneError, NoticesError
from queue_server.notices.lifecycle import OPEN, State
from queue_server.notices.notice import Notice, subject
from queue_server.notices.opening import ASKED, FOLDER, KEY_FILE
from queue_server.notices.phones import Phone
from queue_server.notices.plan import plan_of, text_lengths
from queue_server.notices.reading import NoticeReader
from queue_server.notices.receipts import receipt_path
from queue_server.notices.rules import Tell
from queue_server.notices.seen import day_seen, messages_seen
from queue_server.notices.settings import SECTION, NoticesSection
from queue_server.notices.steps import Step
from queue_server.sealing import Sealer
from queue_server.service.clients import replace_privately
from queue_server.service.hall_file import HallFileError, HallSetup, load_hall_file
from queue_server.settings import MORE_SECTIONS

HEARD_WITHIN_S = 10.0
"""A server looks every second."""

TOLD_WITHIN_S = 30.0
"""Longer than a provider may take; a modem that has to be restarted takes longer still."""

LOOK_EVERY_S = 0.2


def run_list(data: Path, hall: str | None, day: str | None, state: str | None, *, as_json: bool = False) -> None:
    """Print the notices of a day, one a line; the server may be at work meanwhile."""
    with _reader(data, hall) as reader:
        found = messages_seen(reader, _day(day, reader), State(state) if state else None)
    if as_json:
        print(found.model_dump_json())
        return
    for message in found.messages:
        print(as_list(message))


def run_day(data: Path, hall: str | None, day: str | None, *, as_json: bool = False) -> None:
    """Print what went through each provider on a day, and what was not sent and why."""
    with _reader(data, hall) as reader:
        found = day_seen(reader, _day(day, reader))
    print(found.model_dump_json() if as_json else as_day(found))


def run_resend(data: Path, hall: str | None, beginning: str) -> None:
    """Send a notice once more, by hand."""
    with _reader(data, hall) as reader:
        found = reader.find(beginning)
        if len(found) != 1:
            fail(f"{beginning}: {'several notices begin' if found else 'no notice begins'} so", EXIT_BAD_INPUT)
        (notice,) = found
        if notice.state in OPEN:
            fail(f"{notice.id[:12]} is {notice.state.value}: it is under way already", EXIT_BAD_INPUT)
        if notice.state is State.UNKNOWN:
            print("it may have arrived: whoever it is for may be told twice", file=sys.stderr)
        ask = Resend(uuid4().hex, notice.id)
        _ask(data, ask)
        _follow(reader, comes_of(ask, _sealer(data)))


@dataclass(frozen=True, slots=True)
class TrialOptions:
    """What is tried: a step's text in a language, through a certain provider or the first that can."""

    step: str
    language: str
    provider: str | None


def run_test(data: Path, hall: str | None, number: str, options: TrialOptions) -> None:
    """Send a message with made-up values to a number."""
    if options.step not in set(Step):
        fail(f"--step: expected one of {', '.join(Step)}", EXIT_BAD_INPUT)
    ask = Trial(uuid4().hex, _phone(number), Step(options.step), options.language, options.provider)
    with _reader(data, hall) as reader:
        _ask(data, ask)
        _follow(reader, comes_of(ask, _sealer(data)))


def run_tell(data: Path, step: str, kind: str, name: str) -> None:
    """Tell a step by hand."""
    _ask(data, Tell(uuid4().hex, Step(step), kind, name))
    print("the server tells everybody who gave a number")


def run_opt_out(data: Path, number: str, *, back: bool) -> None:
    """Send nothing to a number any more."""
    phone = _phone(number)
    _ask(data, OptOut(uuid4().hex, phone, back))
    print(f"{phone.masked} {'may be told things again' if back else 'is told nothing any more'}")


def run_forget(data: Path, kind: str, name: str) -> None:
    """Delete the number of a ticket or an appointment, and what was said to it."""
    _ask(data, Forget(uuid4().hex, subject(kind, name)))
    print(f"nothing is left of whoever holds {kind} {name}")


def run_texts(hall_file: Path) -> None:
    """Print every text of a hall as long as it can become, with its number of parts."""
    setup, section = _hall_file(hall_file)
    plan = plan_of(section, setup.hall, setup.public_url or "http://server:8080")
    print(as_text_lengths(text_lengths(plan, setup.hall)))


def run_receipts(hall_file: Path, data: Path) -> None:
    """Print where each provider is to bring its receipts."""
    setup, section = _hall_file(hall_file)
    for provider in section.provider:
        if provider.kind in ("aliyun", "tencent") or getattr(provider, "receipt", None):
            path = receipt_path(provider.id, _sealer(data))
            print(f"{provider.id}: {setup.public_url or 'http://SERVER:PORT'}{path}")


def _hall_file(file: Path) -> tuple[HallSetup, NoticesSection]:
    try:
        setup = load_hall_file(file, MORE_SECTIONS)
    except HallFileError as error:
        fail(str(error), EXIT_BAD_INPUT)
    section: NoticesSection | None = setup.more.get(SECTION)
    if section is None:
        fail(f"{file} has no section [{SECTION}]", EXIT_BAD_INPUT)
    return setup, section


@contextmanager
def _reader(data: Path, hall: str | None) -> Iterator[NoticeReader]:
    """The notices of the hall that is meant, in its own time zone, which its newest event tells."""
    with reading(data) as journal:
        of = the_hall(journal, hall)
        newest = next(journal.read(of, journal.count(of) - 1)).at
    try:
        with NoticeReader(data / JOURNAL, of, newest.tzinfo or UTC, _sealer(data)) as reader:
            yield reader
    except NoticesError as error:
        fail(str(error), EXIT_BAD_INPUT)


def _sealer(data: Path) -> Sealer:
    try:
        return Sealer(bytes.fromhex((data / KEY_FILE).read_text()))
    except (OSError, ValueError):
        fail(f"{data / KEY_FILE} cannot be read: is this the data directory of a hall that sends notices?")


def _day(text: str | None, reader: NoticeReader) -> date:
    try:
        return date.fromisoformat(text) if text else reader.today(datetime.now(UTC))
    except ValueError:
        fail(f"--day: expected a day such as 2026-11-30, not {text!r}", EXIT_BAD_INPUT)


def _phone(text: str) -> Phone:
    try:
        return Phone.parse(text)
    except InvalidPhoneError as error:
        fail(f"expected {error}", EXIT_BAD_INPUT)


def _ask(data: Path, ask: Ask) -> None:
    """Leave an ask for the running server, and wait until it was heard."""
    folder = data / FOLDER / ASKED
    if not folder.is_dir():
        fail(f"there is no {folder}: no server with notices ever ran here", EXIT_BAD_INPUT)
    file = folder / f"{ask.id}.ask"
    replace_privately(file, write_ask(ask, datetime.now(UTC), _sealer(data)))
    deadline = time.monotonic() + HEARD_WITHIN_S
    while file.exists():
        if time.monotonic() > deadline:
            file.unlink(missing_ok=True)
            fail(f"no server works in {data}")
        time.sleep(LOOK_EVERY_S)


def _follow(reader: NoticeReader, wanted: str) -> None:
    """Print what became of a notice; leaves with an error when it was not sent."""
    notice: Notice | None = None
    deadline = time.monotonic() + TOLD_WITHIN_S
    while time.monotonic() < deadline:
        notice = next(iter(reader.find(wanted)), None)
        if notice is not None and notice.state not in OPEN:
            break
        time.sleep(LOOK_EVERY_S)
    if notice is None:
        fail("the server heard it and kept nothing: its log says why")
    print(as_told(notice))
    if notice.state in (State.FAILED, State.DROPPED):
        raise SystemExit(1)
