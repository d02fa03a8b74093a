"""What the staff read in maintenance, as words. No Kivy."""

from math import ceil

from kiosk.flow.pages import Maintenance, StaffPin
from kiosk.flow.session import NOT_CONFIGURED, Session
from kiosk.flow.staff import shown_lock_s
from kiosk.flow.times import PIN_S
from kiosk.words import Speech
from queue_server.contract.views import PartHealth


def pin_title(speech: Speech, page: StaffPin) -> str:
    """For maintenance, or to confirm a citizen's priority."""
    return speech("staff.pin" if page.confirming is None else "staff.confirm")


def pin_words(speech: Speech, session: Session) -> str:
    """What became of the last PIN, as far as whoever typed it may know."""
    verdict = session.page.verdict if isinstance(session.page, StaffPin) else None
    if verdict is None:
        return ""
    locked_s = shown_lock_s(verdict, session.left_s, PIN_S)
    if locked_s:
        return speech("staff.locked_out", minutes=ceil(locked_s / 60))
    return speech("staff.wrong", left=verdict.tries_left)


def maintenance_lines(speech: Speech, session: Session, page: Maintenance) -> tuple[str, ...]:
    """How the terminal is, a line each: what is wrong can be seen at a glance."""
    around, care = session.around, session.around.care
    tested = page.tested.value if page.tested else "none"
    return (
        speech("staff.line", state=speech("staff.line_up" if around.line else "staff.line_down")),
        _part(speech, "id_reader", around.reader),
        *((_part(speech, "scanner", around.scanner),) if _connected(around.scanner) else ()),
        _part(speech, "printer", around.printer),
        *((_part(speech, "camera", around.camera),) if _connected(around.camera) else ()),
        *((_part(speech, "locker", around.locker),) if around.collects or _connected(around.locker) else ()),
        *((_part(speech, "documents", around.documents),) if _connected(around.documents) else ()),
        speech("staff.tested", outcome=speech(f"staff.tested.{tested}")),
        speech("staff.paper", printed=care.roll_printed, metres=f"{care.roll_m:.1f}"),
        speech("staff.volume", percent=care.volume),
        speech("staff.reserved", numbers=care.reserved),
        speech("staff.unanswered", commands=care.unanswered),
        *((speech("staff.refused", numbers=" ".join(care.refused)),) if care.refused else ()),
        speech("staff.state", state=speech("staff.is_locked" if care.locked else "staff.is_open")),
    )


def _connected(part: PartHealth) -> bool:
    return part.detail != NOT_CONFIGURED


def _part(speech: Speech, name: str, health: PartHealth) -> str:
    own = f"condition.{name}.{health.status}"
    state = speech(own if speech.knows(own) else f"condition.{health.status}")
    shown = f"{state} ({health.detail})" if health.detail else state
    return speech("staff.part", part=speech(f"staff.{name}"), state=shown)
