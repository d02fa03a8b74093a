"""Pages that ask to choose: each page's tiles, from what is known."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from kiosk.flow.apply_pages import AnswerChoice, ChooseDivision, ChooseHandover, OnePaper, Papers, Review
from kiosk.flow.appointments import offered as offered_at
from kiosk.flow.case_pages import MyCases
from kiosk.flow.inputs import (
    AppointmentTouched,
    ByChosen,
    DayTurned,
    EntryTouched,
    GoalChosen,
    ItemTouched,
    LanguageChosen,
    PriorityChosen,
    QueueTouched,
    ScoreTouched,
    SearchTouched,
    Setting,
    SettingTouched,
    ShelfTouched,
    SlotTouched,
    TicketTouched,
)
from kiosk.flow.own_pages import MySpace
from kiosk.flow.pages import (
    ChooseBookable,
    ChooseComfort,
    ChooseEntry,
    ChoosePriority,
    ChooseQueue,
    ChooseShelf,
    ChooseSlot,
    Enquiries,
    FindBy,
    MyAppointments,
    MyTickets,
    Page,
    Rate,
)
from kiosk.flow.priorities import by_age, may_choose, offered
from kiosk.flow.session import Session
from kiosk.flow.shades import By
from kiosk.flow.tickets import BEST, WORST
from kiosk.presenting import handing_in, questions, reviewing
from kiosk.presenting.cases import my_cases
from kiosk.presenting.common import (
    Action,
    Choice,
    Menu,
    day_words,
    item_name,
    moment_words,
    service_name,
    waiting_time,
)
from kiosk.presenting.own_data import my_space
from kiosk.words import LANGUAGES, Speech, speech_in
from queue_server.catalogue import Summary
from queue_server.contract.views import QueueState

FEW_LEFT = 3
"""Where fewer places than this are free at a time, their number is said."""


def menu_of(speech: Speech, session: Session, now: datetime) -> Menu:
    """For a page of :data:`MENUS`."""
    return MENUS[type(session.page)](speech, session, session.page, now)


def _queues(speech: Speech, session: Session, page: ChooseQueue, _now: datetime) -> Menu:
    hint = "choose.hint" if session.person and session.person.card else "choose.queues"
    return Menu(
        name="choose-queue",
        title=speech("choose.title"),
        hint=speech(hint) if session.around.line else speech("line.lost"),
        choices=tuple(queue_choice(speech, session, queue) for queue in session.around.queues),
        none=speech("choose.none"),
        sheet=page.sheet,
    )


def queue_choice(speech: Speech, session: Session, queue: QueueState) -> Choice:
    name, given = f"queue:{queue.queue}", QueueTouched(queue.queue)
    title = speech.text(queue.name)
    if not queue.open or not session.around.gives(queue.queue):
        why = speech("choose.no_numbers" if queue.open else "choose.closed")
        return Choice(name, given, title, (why,), usable=False)
    if not session.around.line:
        unknown = ("waiting.unknown",) if session.comfort.elder else ("waiting.unknown", "wait.unknown")
        return Choice(name, given, title, tuple(speech(key) for key in unknown))
    waiting = speech("choose.waiting", waiting=queue.waiting) if queue.waiting else speech("choose.nobody")
    needs_card = queue.identity == "required" and session.person is None
    wait = speech("choose.identity") if needs_card else waiting_time(speech, queue.estimate)
    return Choice(name, given, title, (waiting, wait))


def _priorities(speech: Speech, session: Session, page: ChoosePriority, now: datetime) -> Menu:
    ordinary = Choice(
        "priority:none", PriorityChosen(None), speech("priority.none"), _marked(speech, page.confirm.priority is None)
    )
    given = by_age(session, now)
    choices = [ordinary]
    for offer in offered(session, now):
        freely = may_choose(session, offer, now)
        said = speech("priority.by_age") if offer == given else speech("priority.free" if freely else "priority.staff")
        lines = (*_marked(speech, page.confirm.priority == offer.id), said)
        choices.append(Choice(f"priority:{offer.id}", PriorityChosen(offer.id), speech.text(offer.name), lines))
    return Menu("choose-priority", speech("priority.title"), speech("priority.hint"), tuple(choices), sheet=page.sheet)


def _marked(speech: Speech, chosen: bool) -> tuple[str, ...]:  # noqa: FBT001 - one word is what it is about
    return (speech("choice.chosen"),) if chosen else ()


def _find_by(speech: Speech, _session: Session, _page: FindBy, _now: datetime) -> Menu:
    shelves = [Choice(f"by:{by.value}", ByChosen(by), speech(f"find.{by.value}"), (), by.value) for by in By]
    search = Choice("search", SearchTouched(), speech("find.search"), (speech("find.search.hint"),), "find")
    return Menu("find-by", speech("find.title"), speech("find.hint"), (search, *shelves))


def _shelves(speech: Speech, session: Session, page: ChooseShelf, _now: datetime) -> Menu:
    known = session.around.shelves
    shelves = (known.themes if page.by is By.THEME else known.departments) if known else ()
    choices = tuple(
        Choice(
            f"shelf:{shelf.name['zh']}",
            ShelfTouched(shelf.name["zh"]),
            speech.text(shelf.name),
            (speech("find.entries", entries=shelf.entries),),
        )
        for shelf in shelves
    )
    title = speech(f"find.{page.by.value}.title")
    return Menu("choose-shelf", title, speech("find.shelf.hint"), choices, speech("find.none"), page.sheet)


def entry_choice(speech: Speech, entry: Summary) -> Choice:
    channels = " · ".join(speech(f"channel.{channel}") for channel in entry.channels)
    return Choice(f"entry:{entry.code}", EntryTouched(entry.code), speech.text(entry.name), (channels,))


def _entries(speech: Speech, _session: Session, page: ChooseEntry, _now: datetime) -> Menu:
    title = speech.text(page.found[0].theme if page.by is By.THEME else page.found[0].department) if page.found else ""
    choices = tuple(entry_choice(speech, entry) for entry in page.found)
    return Menu(
        "choose-entry", title or page.shelf, speech("find.entry.hint"), choices, speech("find.none"), page.sheet
    )


def _enquiries(speech: Speech, session: Session, page: Enquiries, _now: datetime) -> Menu:
    choices = tuple(
        Choice(
            f"goal:{goal.value}",
            GoalChosen(goal),
            speech(f"enquire.{goal.value}"),
            (speech(f"enquire.{goal.value}.hint"),),
            goal.value,
        )
        for goal in offered_at(session)
    )
    return Menu("enquiries", speech("way.enquire"), speech("enquire.hint"), choices, sheet=page.sheet)


def _bookables(speech: Speech, session: Session, page: ChooseBookable, _now: datetime) -> Menu:
    choices = tuple(
        Choice(f"item:{item.code}", ItemTouched(item.code), speech.text(item.name)) for item in session.around.bookable
    )
    return Menu("choose-bookable", speech("book.title"), speech("book.hint"), choices, speech("book.none"), page.sheet)


def _slots(speech: Speech, session: Session, page: ChooseSlot, now: datetime) -> Menu:
    today = session.local(now).date()
    choices = tuple(
        Choice(
            f"slot:{slot.start:%H:%M}",
            SlotTouched(slot.start),
            f"{slot.start:%H:%M}–{slot.end:%H:%M}",
            (speech("slot.few", free=slot.free),) if slot.free < FEW_LEFT else (),
        )
        for slot in page.slots
    )
    return Menu(
        name="choose-slot",
        title=day_words(speech, page.day, today),
        hint=speech("slot.hint", service=item_name(speech, session.around, page.item)),
        choices=choices,
        sheet=page.sheet,
        actions=(Action("later-day", DayTurned(1), speech("slot.later")),),
    )


def _appointments(speech: Speech, session: Session, page: MyAppointments, now: datetime) -> Menu:
    choices = tuple(
        Choice(
            f"appointment:{each.code}",
            AppointmentTouched(each.code),
            moment_words(speech, session.local(each.start), now),
            (service_name(speech, session.around, each.queue, each.item),),
        )
        for each in page.found
    )
    return Menu("my-appointments", speech("appointments.title"), speech("appointments.hint"), choices, sheet=page.sheet)


def _tickets(speech: Speech, session: Session, page: MyTickets, _now: datetime) -> Menu:
    choices = tuple(
        Choice(
            f"ticket:{each.number}",
            TicketTouched(each.id),
            each.number,
            (service_name(speech, session.around, each.queue, each.item), speech(f"ticket.state.{each.state}")),
        )
        for each in page.found
    )
    return Menu("my-tickets", speech("tickets.title"), speech("tickets.hint"), choices, sheet=page.sheet)


def _scores(speech: Speech, session: Session, page: Rate, _now: datetime) -> Menu:
    service = service_name(speech, session.around, page.ticket.queue, page.ticket.item)
    choices = tuple(
        Choice(f"score:{score}", ScoreTouched(score), speech(f"score.{score}"), (), f"score-{score}")
        for score in range(BEST, WORST - 1, -1)
    )
    hint = speech("rate.hint", number=page.ticket.number, service=service)
    return Menu("rate", speech("rate.title"), hint, choices, together=True)


def _comfort(speech: Speech, session: Session, _page: ChooseComfort, _now: datetime) -> Menu:
    choices = [
        Choice(
            f"setting:{setting.value}",
            SettingTouched(setting),
            speech(f"comfort.{setting.value}"),
            (speech("comfort.on" if getattr(session.comfort, setting.value) else "comfort.off"),),
            setting.value,
        )
        for setting in Setting
    ]
    choices += [
        Choice(f"language:{language}", LanguageChosen(language), speech_in(language)("language.name"), (), "language")
        for language in LANGUAGES
        if language != session.language
    ]
    return Menu("choose-comfort", speech("comfort.title"), speech("comfort.hint"), tuple(choices))


MENUS: Mapping[type[Page], Callable[[Speech, Session, Any, datetime], Menu]] = {
    ChooseQueue: _queues,
    ChoosePriority: _priorities,
    FindBy: _find_by,
    ChooseShelf: _shelves,
    ChooseEntry: _entries,
    Enquiries: _enquiries,
    ChooseBookable: _bookables,
    ChooseSlot: _slots,
    MyAppointments: _appointments,
    MyTickets: _tickets,
    Rate: _scores,
    ChooseComfort: _comfort,
    AnswerChoice: questions.choice,
    ChooseDivision: questions.division,
    Papers: handing_in.papers,
    OnePaper: handing_in.one_paper,
    ChooseHandover: reviewing.handover,
    Review: reviewing.review,
    MyCases: my_cases,
    MySpace: my_space,
}
