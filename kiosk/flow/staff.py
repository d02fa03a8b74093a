"""The staff at the terminal: a corner that nobody else knows, a PIN, and maintenance. Nothing here is for citizens."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk.flow import inputs as given_by
from kiosk.flow.care import PinVerdict
from kiosk.flow.effects import CheckPin, DoStaff
from kiosk.flow.inputs import Input
from kiosk.flow.pages import Maintenance, OutOfService, StaffPin, Start
from kiosk.flow.session import Session, on_page
from kiosk.flow.steps import Step, Table

MOST_DIGITS = 8


def _corner_held(session: Session, _page: Any, _given: Input, _now: datetime, _id: str) -> Step:
    return on_page(session, StaffPin()), ()


def _digit(session: Session, page: StaffPin, given: given_by.PinKeyTouched, _now: datetime, _id: str) -> Step:
    if not given.digit.isdigit() or len(page.typed) == MOST_DIGITS:
        return session, ()
    return on_page(session, replace(page, typed=page.typed + given.digit)), ()


def _clear(session: Session, page: StaffPin, _given: Input, _now: datetime, _id: str) -> Step:
    return on_page(session, replace(page, typed="")), ()


def _entered(session: Session, page: StaffPin, _given: Input, _now: datetime, _id: str) -> Step:
    if not page.typed:
        return session, ()
    return on_page(session, StaffPin(confirming=page.confirming)), (CheckPin(page.typed),)


def _looked_at(session: Session, page: StaffPin, given: given_by.PinLookedAt, _now: datetime, _id: str) -> Step:
    if not given.verdict.right:
        return on_page(session, replace(page, verdict=given.verdict)), ()
    if page.confirming is None:
        return on_page(session, Maintenance()), ()
    # The choice and the page it was opened from are behind: the citizen goes on where they were.
    return on_page(replace(session, trail=session.trail[:-2]), page.confirming), ()


def _staff_touched(session: Session, page: Maintenance, given: given_by.StaffTouched, _now: datetime, _id: str) -> Step:
    return on_page(session, page), (DoStaff(given.action),)


def sample_printed(session: Session, given: given_by.PrintEnded) -> Session:
    """Shown where the staff still stand in maintenance."""
    if not isinstance(session.page, Maintenance):
        return session
    return replace(session, page=Maintenance(tested=given.printed))


def shown_lock_s(verdict: PinVerdict, left_s: float | None, whole_s: float) -> float:
    """How long no PIN is looked at, as the page's own time goes by."""
    return max(0.0, verdict.locked_s - (whole_s - (left_s if left_s is not None else whole_s)))


TABLE: Table = {
    (Start, given_by.CornerHeld): _corner_held,
    (OutOfService, given_by.CornerHeld): _corner_held,
    (StaffPin, given_by.PinKeyTouched): _digit,
    (StaffPin, given_by.PinClearTouched): _clear,
    (StaffPin, given_by.PinEntered): _entered,
    (StaffPin, given_by.PinLookedAt): _looked_at,
    (Maintenance, given_by.StaffTouched): _staff_touched,
}
