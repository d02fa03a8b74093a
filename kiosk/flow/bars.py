"""What can be touched around every page: back and home, help, language, comfort and spoken guidance; more time, and
another sheet.
"""

from dataclasses import replace
from datetime import datetime

from kiosk.flow import comfort
from kiosk.flow import inputs as given_by
from kiosk.flow.apply_pages import APPLYING_WITH_SHEETS, Review, Submitted
from kiosk.flow.case_pages import AtDoor, MyCases, OneCase
from kiosk.flow.effects import SayAgain
from kiosk.flow.inputs import Input
from kiosk.flow.own_pages import MySpace
from kiosk.flow.pages import (
    Booked,
    Done,
    Maintenance,
    OutOfService,
    Page,
    Printing,
    Said,
    StaffPin,
    Start,
    WithSheets,
)
from kiosk.flow.session import Session, as_everybody_finds_it, back, home_for_same
from kiosk.flow.steps import Handler, Step
from kiosk.flow.times import LEFT_ASIDE_S, idle_s, is_warned

_NO_WAY_BACK = (Start, OutOfService, Printing, Done, Said, Booked, AtDoor, Submitted, Maintenance)
"""What was done stays done: from there the way is home."""


def leads_back(page: Page) -> bool:
    """Not from where something was done or is being handed in, nor from a PIN that nobody asked a citizen for."""
    match page:
        case Review(going=going):
            return not going
        case StaffPin(confirming=confirming):
            return confirming is not None
        case _:
            return not isinstance(page, _NO_WAY_BACK)


def somebody_there(session: Session) -> Session:
    if idle_s(session.page) is None:
        return replace(session, left_s=None if as_everybody_finds_it(session) else LEFT_ASIDE_S)
    if not is_warned(session.page):
        return session
    return replace(session, left_s=idle_s(session.page), card_taken=False)


def _touched(session: Session, _page: Page, _given: Input, _now: datetime, _id: str) -> Step:
    return somebody_there(session), ()


def _help_touched(session: Session, _page: Page, _given: Input, _now: datetime, _id: str) -> Step:
    return somebody_there(replace(session, helping=not session.helping)), ()


def _language_chosen(session: Session, _page: Page, given: given_by.LanguageChosen, _now: datetime, _id: str) -> Step:
    return somebody_there(replace(session, language=given.language)), ()


def _guidance_touched(session: Session, _page: Page, _given: Input, _now: datetime, _id: str) -> Step:
    again = (SayAgain(),) if session.guided or session.around.headphones else ()
    return somebody_there(replace(session, guided=True)), again


def _setting_touched(session: Session, _page: Page, given: given_by.SettingTouched, _now: datetime, _id: str) -> Step:
    return somebody_there(replace(session, comfort=comfort.turned(session.comfort, given.setting))), ()


def _more_time(session: Session, page: Page, _given: Input, _now: datetime, _id: str) -> Step:
    if idle_s(page) is None:
        return somebody_there(session), ()
    return replace(session, left_s=idle_s(page), card_taken=False), ()


def _turned(session: Session, page: Page, given: given_by.SheetTurned, _now: datetime, _id: str) -> Step:
    """Whether there is another sheet shows itself on the page: only then it can be touched."""
    if not isinstance(page, WithSheets | APPLYING_WITH_SHEETS | MyCases | OneCase | MySpace):
        return session, ()
    turned = replace(page, sheet=max(0, page.sheet + given.by))
    return replace(session, page=turned, left_s=idle_s(page)), ()


def _back(session: Session, page: Page, _given: Input, _now: datetime, _id: str) -> Step:
    return (back(session), ()) if leads_back(page) else (session, ())


def _leave(session: Session, page: Page, _given: Input, _now: datetime, _id: str) -> Step:
    if isinstance(page, Start | OutOfService):
        return session, ()
    return home_for_same(session), ()


ANYWHERE: dict[type, Handler] = {
    given_by.Touched: _touched,
    given_by.HelpTouched: _help_touched,
    given_by.LanguageChosen: _language_chosen,
    given_by.SettingTouched: _setting_touched,
    given_by.GuidanceTouched: _guidance_touched,
}
"""What may be touched on every page."""

MOSTLY: dict[type, Handler] = {
    given_by.BackTouched: _back,
    given_by.HomeTouched: _leave,
    given_by.MoreTimeTouched: _more_time,
    given_by.SheetTurned: _turned,
}
"""What belongs to every page whose own table says nothing else."""
