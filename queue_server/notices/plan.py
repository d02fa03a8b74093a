"""What a hall decided about its notices, ready to be used."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from queue_server.domain.hall import Hall, Text
from queue_server.notices import words
from queue_server.notices.limits import Limits, QuietHours
from queue_server.notices.notice import Notice
from queue_server.notices.patience import TakeOver
from queue_server.notices.rules import RuleBook, plain
from queue_server.notices.settings import NoticesSection
from queue_server.notices.steps import Step
from queue_server.notices.texts import Template, length, parts, signed

CHINESE = "zh"


@dataclass(frozen=True, slots=True)
class NoticePlan:
    """``texts`` are by step and language; ``sign`` stands in front of each, and is what providers of templates know."""

    book: RuleBook
    sign: str
    texts: Mapping[Step, Mapping[str, Template]]
    quiet_hours: QuietHours | None
    limits: Limits
    take_over: TakeOver
    keep_days: int

    def language(self, step: Step, wanted: str) -> str:
        """The language a person is told this step in: the wanted one, that without its country, or Chinese."""
        texts = self.texts[step]
        return next(each for each in (wanted, wanted.partition("-")[0], CHINESE) if each in texts)

    def text(self, step: Step, language: str, values: Mapping[str, str]) -> str:
        """The whole message, signed."""
        return signed(self.sign, self.texts[step][language].filled(values))

    def values(self, notice: Notice, language: str) -> dict[str, str]:
        """What fills the text of a notice, in the order of its placeholders."""
        names = self.texts[notice.step][language].names
        return {name: notice.values[name].get(language) or notice.values[name][CHINESE] for name in names}


def plan_of(section: NoticesSection, hall: Hall, site: str) -> NoticePlan:
    """The plan of a hall; ``site`` is where the pages of people are reached, without a final slash."""
    return NoticePlan(
        book=RuleBook(frozenset(section.steps), section.people_before, section.outcomes, site),
        sign=section.sign or hall.name[CHINESE],
        texts={step: section.text.of(step) for step in Step},
        quiet_hours=section.quiet_hours,
        limits=Limits(section.limits.number, section.limits.template, section.limits.day),
        take_over=TakeOver(section.take_over.after_failures, timedelta(seconds=section.take_over.rest_seconds)),
        keep_days=section.keep_days,
    )


@dataclass(frozen=True, slots=True)
class TextLength:
    """One text as long as it can become in this hall: ``units`` of 70 in one part, or of 67 in each of ``parts``."""

    step: Step
    language: str
    text: str
    units: int
    parts: int


def text_lengths(plan: NoticePlan, hall: Hall) -> list[TextLength]:
    """Every text of the hall, filled with its longest names."""
    longest = longest_values(plan, hall)
    lengths = []
    for step, texts in plan.texts.items():
        for language in texts:
            values = {name: value.get(language) or value[CHINESE] for name, value in longest.items()}
            text = plan.text(step, language, values)
            lengths.append(TextLength(step, language, text, length(text), parts(text)))
    return lengths


def longest_values(plan: NoticePlan, hall: Hall) -> Mapping[str, Text]:
    """The longest value of each placeholder that is to be expected, in each language of the hall."""
    start = {language: text.format(day=30, month=11, clock="14:30") for language, text in words.START.items()}
    ticket = "x" * 16
    return {
        "hall": hall.name,
        "number": plain(max((f"{queue.prefix}000" for queue in hall.queues.values()), key=len)),
        "queue": _longest(queue.name for queue in hall.queues.values()),
        "item": _longest(
            [*(item.name for item in hall.items.values()), *(queue.name for queue in hall.queues.values())]
        ),
        "window": _longest(window.name for window in hall.windows.values()),
        "ahead": plain("100"),
        "wait": {language: text.format(low=100, high=120) for language, text in words.MINUTES.items()},
        "start": start,
        "visit": {language: text.format(start=start[language]) for language, text in words.BOOKED.items()},
        "code": plain("X" * 8),
        "ticket": plain(ticket),
        "due": {language: text.format(day=30, month=11) for language, text in words.DAY.items()},
        "pickup": plain("X" * 8),
        "proof": plain("0" * 6),
        "place": _longest([*_doors(hall), words.AT_A_COUNTER]),
        "link": plain(f"{plan.book.site}/t/{ticket}"),
    }


def _doors(hall: Hall) -> Iterator[Text]:
    for locker in hall.lockers.values():
        yield {
            language: text.format(locker=locker.name.get(language) or locker.name[CHINESE], number=locker.compartments)
            for language, text in words.AT_A_DOOR.items()
        }


def _longest(names: Iterable[Text]) -> Text:
    """The longest in each language; one that has no translation counts in Chinese."""
    known = list(names)
    languages = {CHINESE, *(language for name in known for language in name)}
    return {
        language: max((name.get(language) or name[CHINESE] for name in known), key=length, default="")
        for language in languages
    }
