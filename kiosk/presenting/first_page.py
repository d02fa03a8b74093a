"""The first page, and the page that asks who somebody is."""

from datetime import datetime

from kiosk.flow.advance import WAYS_IN
from kiosk.flow.identifying import may_stay_unknown, ways_to_type
from kiosk.flow.inputs import GoalChosen, TypeTouched, WithoutIdentityTouched
from kiosk.flow.pages import Start
from kiosk.flow.session import NOT_CONFIGURED, WELL, Readiness, Session, Surroundings, possible, readiness
from kiosk.flow.wish import Goal, Wish
from kiosk.presenting.common import Choice, Notice, opens_words, phone_words
from kiosk.words import Speech


def start_notice(speech: Speech, around: Surroundings, page: Start, now: datetime) -> Notice:
    ready = readiness(around)
    if page.card_left and ready in (Readiness.READY, Readiness.CLOSED):
        return Notice(speech("start.card_left.title"), speech("start.card_left.hint"))
    title = speech(f"start.{ready.value}.title")
    if ready is Readiness.CLOSED:
        return Notice(title, opens_words(speech, around, now))
    if ready is Readiness.NO_LINE:
        return Notice(title, no_line_hint(speech, around))
    return Notice(title, speech(f"start.{ready.value}.hint"))


def no_line_hint(speech: Speech, around: Surroundings) -> str:
    """What happened, and whom to call where nobody is near."""
    return f"{speech('start.no_line.hint')} {phone_words(speech, around)}".rstrip()


def ways_in(speech: Speech, session: Session) -> tuple[Choice, ...]:
    """The four ways in; those that lead nowhere now say so. In large letters what goes without saying is left out.

    Where results are collected, the way there says so: whoever comes at night comes for that.
    """
    ways, around = [], session.around
    for goal in WAYS_IN:
        usable = possible(around, goal)
        closed = usable and goal is Goal.TAKE and around.hall is not None and not around.hall.open
        key = "closed" if closed else "hint" if usable else "away"
        words = speech(f"way.{goal.value}.{key}" if key != "away" else "way.away")
        if usable and goal is Goal.ENQUIRE and around.collects:
            key, words = "collect", speech("way.enquire.collect")
        said = () if session.comfort.elder and key == "hint" else (words,)
        ways.append(
            Choice(f"way:{goal.value}", GoalChosen(goal), speech(f"way.{goal.value}"), said, goal.value, usable)
        )
    return tuple(ways)


def hall_state(speech: Speech, around: Surroundings) -> str:
    """How the hall is now: true, or not known."""
    if not around.line or not around.queues:
        return speech("hall.unknown")
    waiting = sum(queue.waiting for queue in around.queues)
    if around.windows_open is None:
        return speech("hall.windows_unknown", waiting=waiting)
    return speech("hall.state", waiting=waiting, windows=around.windows_open)


def identify_notice(speech: Speech, session: Session) -> Notice:
    """What to lay or show where, as far as the devices are there."""
    card, scanner = (part.status in (*WELL, "unknown") for part in (session.around.reader, session.around.scanner))
    known_scanner = scanner and session.around.scanner.detail != NOT_CONFIGURED
    goal = (session.wish or Wish(Goal.TAKE)).goal
    body = speech("identify.card_or_code" if card and known_scanner else "identify.card" if card else "identify.type")
    return Notice(speech(f"identify.{goal.value}"), body)


def ways_to_identify(speech: Speech, session: Session) -> tuple[Choice, ...]:
    """What there is beside the card."""
    typed = [
        Choice(f"type:{what.value}", TypeTouched(what), speech(f"type.{what.value}"), (), what.value)
        for what in ways_to_type(session)
    ]
    if may_stay_unknown(session):
        typed.append(Choice("without", WithoutIdentityTouched(), speech("identify.without"), (), "without"))
    return tuple(typed)
