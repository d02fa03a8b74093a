"""How the terminal shows itself: what a person may turn on, and off again."""

from dataclasses import replace
from datetime import datetime

from kiosk.flow import inputs as given_by
from kiosk.flow.inputs import Setting
from kiosk.flow.pages import ChooseComfort, Page, Start
from kiosk.flow.session import Comfort, Session, onward
from kiosk.flow.steps import Step, Table


def turned(comfort: Comfort, setting: Setting) -> Comfort:
    """With the setting turned on where it is off, and off where it is on."""
    match setting:
        case Setting.ELDER:
            return replace(comfort, elder=not comfort.elder)
        case Setting.CONTRAST:
            return replace(comfort, contrast=not comfort.contrast)
        case Setting.LOW:
            return replace(comfort, low=not comfort.low)


def _open(session: Session, _page: Page, _given: object, _now: datetime, _id: str) -> Step:
    return onward(session, ChooseComfort()), ()


TABLE: Table = {(Start, given_by.ComfortTouched): _open}
