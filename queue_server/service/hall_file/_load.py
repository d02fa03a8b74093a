import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any, ClassVar, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from queue_server.alerts.thresholds import QueueThresholds, Thresholds
from queue_server.domain import hall as domain
from queue_server.domain.cases.rules import CaseRules, Locker
from queue_server.domain.hours import Hours
from queue_server.service.hall_file import _model as model
from queue_server.service.hall_file._places import Mistake, Path, line_of, lines_of, place_of

_SINGLE: dict[str, type[model.Section]] = {
    "hall": model.HallSection,
    "hours": model.HoursSection,
    "rules": model.RulesSection,
    "cases": model.CasesSection,
    "alerts": model.AlertsSection,
    "security": model.SecuritySection,
    "web": model.WebSection,
}
_REPEATED: dict[str, tuple[type[model.Section], str]] = {
    "queue": (model.QueueSection, "id"),
    "item": (model.ItemSection, "code"),
    "window": (model.WindowSection, "id"),
    "priority": (model.PrioritySection, "id"),
    "locker": (model.LockerSection, "id"),
}
_NEEDED = ("hall", "queue", "window")

SectionType = TypeVar("SectionType", bound=BaseModel)


class HallFileError(Exception):
    """The hall file has mistakes; all of them are in ``mistakes``, in the order of the file."""

    code: ClassVar[str] = "hall_file"

    def __init__(self, file: FilePath, mistakes: Iterable[Mistake]) -> None:
        self.file = file
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: mistake.line or 0))
        super().__init__("\n".join(f"{file}: {mistake}" for mistake in self.mistakes))


@dataclass(frozen=True, slots=True)
class HallSetup:
    """A hall, and what its file says about the programs around it.

    ``more`` has the sections that whoever loaded the file knows more about, where the file has them.
    """

    hall: domain.Hall
    enrolled_only: bool
    public_url: str | None
    alerts: Thresholds = field(default_factory=Thresholds)
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """The sections that were well formed, by the place they stand in, and the mistakes so far.

    ``ids_named`` also knows the ids of sections with other mistakes: a reference to one of them is none.
    """

    lines: dict[Path, int]
    known: Mapping[str, type[BaseModel]] = field(default_factory=lambda: _SINGLE)
    single: dict[str, Any] = field(default_factory=dict)
    repeated: dict[str, dict[int, Any]] = field(default_factory=lambda: {name: {} for name in _REPEATED})
    ids_named: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in _REPEATED})
    mistakes: list[Mistake] = field(default_factory=list)

    def mistake(self, path: Path, expected: str) -> None:
        self.mistakes.append(Mistake(place_of(path), expected, line_of(self.lines, path)))

    def validated(self, section: type[SectionType], value: object, path: Path) -> SectionType | None:
        try:
            return section.model_validate(value)
        except ValidationError as error:
            for problem in error.errors(include_url=False):
                self.mistake((*path, *problem["loc"]), _expected(problem["type"], problem["msg"]))
            return None


def load_hall_file(file: FilePath, more: Mapping[str, type[BaseModel]] | None = None) -> HallSetup:
    """Read a hall file; ``more`` are the shapes of sections that other rooms know, by their names.

    :raises HallFileError: with every mistake at once.
    """
    try:
        source = file.read_text(encoding="utf-8")
    except OSError as error:
        raise HallFileError(file, [Mistake("file", f"a file that can be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise HallFileError(file, [Mistake("file", "text in UTF-8")]) from error
    return read_hall_text(source, file, more)


def read_hall_text(source: str, file: FilePath, more: Mapping[str, type[BaseModel]] | None = None) -> HallSetup:
    """What a hall file says that has this text.

    :raises HallFileError: with every mistake at once.
    """
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise HallFileError(file, [Mistake("TOML", str(error))]) from error
    reading = _Reading(lines_of(source), {**_SINGLE, **(more or {})})
    _read_sections(reading, content)
    _check_links(reading)
    if reading.mistakes:
        raise HallFileError(file, reading.mistakes)
    return _setup(reading)


def _expected(kind: str, message: str) -> str:
    match kind:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "nobody knows this key: is it spelt right?"
        case _:
            return message.removeprefix("Value error, ").removeprefix("Input should be ")


def _read_sections(reading: _Reading, content: dict[str, Any]) -> None:
    for name in _NEEDED:
        if name not in content:
            reading.mistake((name,), "is missing")
    for name, value in content.items():
        if name in reading.known:
            reading.single[name] = reading.validated(reading.known[name], value, (name,))
        elif name not in _REPEATED:
            reading.mistake(
                (name,), f"nobody knows this section: it is one of {', '.join((*reading.known, *_REPEATED))}"
            )
        elif not isinstance(value, list):
            reading.mistake((name,), f"sections that begin with [[{name}]]")
        else:
            key = _REPEATED[name][1]
            reading.ids_named[name] = {str(entry[key]) for entry in value if isinstance(entry, dict) and key in entry}
            for index, entry in enumerate(value):
                section = reading.validated(_REPEATED[name][0], entry, (name, index))
                if section is not None:
                    reading.repeated[name][index] = section


def _check_links(reading: _Reading) -> None:
    """What well-formed sections say of each other."""
    for name, (_, key) in _REPEATED.items():
        _refuse_twins(reading, name, key)
    _refuse_twins(reading, "queue", "prefix")
    _refuse_twins(reading, "locker", "kiosk")
    queues = reading.ids_named["queue"]
    for index, item in reading.repeated["item"].items():
        if item.queue not in queues:
            reading.mistake(("item", index, "queue"), _one_of(item.queue, queues))
    for index, window in reading.repeated["window"].items():
        for queue in window.serves:
            if queue != domain.EVERY_QUEUE and queue not in queues:
                reading.mistake(("window", index, "serves"), f'{_one_of(queue, queues)} or "*"')
        for queue in window.prefers:
            if queue not in queues:
                reading.mistake(("window", index, "prefers"), _one_of(queue, queues))
        if window.id in queues:
            reading.mistake(("window", index, "id"), f'"{window.id}" is a queue: a transfer could not tell them apart')
    _check_alerts(reading, queues)


def _check_alerts(reading: _Reading, queues: set[str]) -> None:
    section: model.AlertsSection | None = reading.single.get("alerts")
    for queue in section.queues if section else ():
        if queue not in queues:
            reading.mistake(("alerts", "queues", queue), _one_of(queue, queues))


def _one_of(given: str, known: set[str]) -> str:
    return f'"{given}" is no queue; expected one of {", ".join(sorted(known))}'


def _refuse_twins(reading: _Reading, name: str, key: str) -> None:
    seen: dict[str, int] = {}
    for index, section in reading.repeated[name].items():
        value = getattr(section, key)
        if value in seen:
            reading.mistake((name, index, key), f'"{value}" is taken by {place_of((name, seen[value]))}')
        seen.setdefault(value, index)


def _setup(reading: _Reading) -> HallSetup:
    hall: model.HallSection = reading.single["hall"]
    rules: model.RulesSection = reading.single.get("rules") or model.RulesSection()
    security: model.SecuritySection = reading.single.get("security") or model.SecuritySection()
    web: model.WebSection = reading.single.get("web") or model.WebSection()
    return HallSetup(
        hall=domain.Hall(
            id=hall.id,
            name=hall.name,
            timezone=ZoneInfo(hall.timezone),
            queues={
                q.id: domain.Queue(
                    q.id, q.prefix, q.name, q.daily_quota, q.shared_capacity, identity_required=q.identity == "required"
                )
                for q in _sections(reading, "queue")
            },
            items={
                i.code: domain.Item(i.code, i.queue, i.name, i.typical_minutes, _bookable(i.bookable))
                for i in _sections(reading, "item")
            },
            windows={
                w.id: domain.Window(w.id, w.name, tuple(w.serves), tuple(w.prefers))
                for w in _sections(reading, "window")
            },
            priorities=_priorities(reading),
            hours=_hours(reading.single.get("hours")),
            rules=domain.Rules(
                **rules.model_dump(exclude={"check_in"}), check_in=domain.CheckIn(**rules.check_in.model_dump())
            ),
            phone=hall.phone,
            region=hall.region,
            cases=_case_rules(reading.single.get("cases")),
            lockers={
                each.id: Locker(each.id, each.kiosk, each.compartments, each.name)
                for each in _sections(reading, "locker")
            },
        ),
        enrolled_only=security.enrolled_only,
        public_url=str(web.public_url).rstrip("/") if web.public_url else None,
        alerts=_alerts(reading.single.get("alerts") or model.AlertsSection()),
        more={name: section for name, section in reading.single.items() if name not in _SINGLE},
    )


def _sections(reading: _Reading, name: str) -> list[Any]:
    return list(reading.repeated[name].values())


def _bookable(section: model.BookableSection | None) -> domain.Bookable | None:
    return domain.Bookable(**section.model_dump()) if section else None


def _priorities(reading: _Reading) -> dict[str, domain.Priority]:
    ordinary = domain.Priority(domain.ORDINARY, {"zh": "普通", "en": "Ordinary"}, 0.0, 1.0)
    appointment = domain.Priority(domain.APPOINTMENT, {"zh": "预约", "en": "Appointment"}, 0.0, 1.0)
    named = (
        domain.Priority(p.id, p.name, p.head_start_minutes, p.weight, p.from_age, p.claim)
        for p in _sections(reading, "priority")
    )
    return {domain.ORDINARY: ordinary, domain.APPOINTMENT: appointment} | {priority.id: priority for priority in named}


def _alerts(section: model.AlertsSection) -> Thresholds:
    return Thresholds(
        **section.model_dump(exclude={"queues", "off"}),
        queues={queue: QueueThresholds(**own.model_dump()) for queue, own in section.queues.items()},
        off=frozenset(section.off),
    )


def _case_rules(section: model.CasesSection | None) -> CaseRules:
    if section is None:
        return CaseRules()
    rules = CaseRules(**section.model_dump(exclude={"reasons"}))
    return replace(rules, reasons=section.reasons) if section.reasons else rules


def _hours(section: model.HoursSection | None) -> Hours | None:
    if section is None:
        return None
    return Hours(
        weekly={model.WEEKDAYS.index(day): tuple(spans) for day, spans in section.weekly.items()},
        closed=frozenset(section.closed),
        extra={day: tuple(spans) for day, spans in section.extra.items()},
    )
