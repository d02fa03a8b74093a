"""The whole screen in one look: bars, and between them the one page that is shown now."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.metrics import dp
from kivy.uix.relativelayout import RelativeLayout

from kiosk.flow.apply_pages import (
    AnswerChoice,
    AnswerTyped,
    ChooseDivision,
    ChooseHandover,
    LookAtPage,
    OnePaper,
    Papers,
    Review,
    Submitted,
    TakePage,
    ToldOnce,
)
from kiosk.flow.case_pages import OneCase
from kiosk.flow.inputs import Touched
from kiosk.flow.own_pages import MySpace
from kiosk.flow.pages import (
    Asking,
    ChooseSlot,
    Done,
    Identify,
    Maintenance,
    OutOfService,
    Page,
    Printing,
    Problem,
    Rate,
    ReadGuide,
    Search,
    Sending,
    StaffPin,
    Start,
    Typing,
    Welcome,
)
from kiosk.flow.session import Session
from kiosk.flow.times import warning_left_s
from kiosk.presenting.facts import FACTS
from kiosk.presenting.menus import MENUS
from kiosk.views.applying import StepPage, SubmittedPage, ToldOncePage
from kiosk.views.bars import BottomBar, TopBar
from kiosk.views.case import CasePage
from kiosk.views.corner import HiddenCorner
from kiosk.views.done import DonePage
from kiosk.views.facts import FactsPage
from kiosk.views.guide import GuidePage
from kiosk.views.identify import IdentifyPage
from kiosk.views.keys import SearchPage, TypingPage
from kiosk.views.menu import MenuPage
from kiosk.views.overlays import HelpPage, WarningPage
from kiosk.views.photo import PhotoPage
from kiosk.views.problem import OutOfServicePage, ProblemPage
from kiosk.views.staff import MaintenancePage, StaffPinPage
from kiosk.views.start import StartPage
from kiosk.views.theme import Look
from kiosk.views.typed_answer import AnswerTypedPage
from kiosk.views.waiting import WaitingPage
from kiosk.views.widgets import Emit
from kiosk.words import speech_in

MakeView = Callable[[Look, Emit], Any]

_VIEWS: dict[type[Page], MakeView] = {
    **dict.fromkeys(MENUS, MenuPage),
    **dict.fromkeys(FACTS, FactsPage),
    OneCase: CasePage,
    Rate: partial(MenuPage, together=True),
    MySpace: partial(MenuPage, action=True),
    ChooseSlot: partial(MenuPage, action=True),
    Start: StartPage,
    Identify: IdentifyPage,
    Typing: TypingPage,
    Search: SearchPage,
    ReadGuide: GuidePage,
    Sending: WaitingPage,
    Asking: WaitingPage,
    Welcome: WaitingPage,
    Printing: DonePage,
    Done: DonePage,
    Problem: ProblemPage,
    OutOfService: OutOfServicePage,
    StaffPin: StaffPinPage,
    Maintenance: MaintenancePage,
    **dict.fromkeys((AnswerChoice, ChooseDivision, Papers, OnePaper, ChooseHandover, Review), StepPage),
    **dict.fromkeys((TakePage, LookAtPage), PhotoPage),
    ToldOnce: ToldOncePage,
    AnswerTyped: AnswerTypedPage,
    Submitted: SubmittedPage,
}
"""What shows each page. Pages with the same maker share one view."""


class KioskScreen(RelativeLayout):  # type: ignore[misc]  # Kivy has no types
    """``show`` a session; touches come out as inputs through ``emit``. A view is made when it is first shown."""

    def __init__(self, look: Look, emit: Emit) -> None:
        width, height = look.screen
        super().__init__(size_hint=(None, None), size=(dp(width), dp(height)))
        self.look = look
        self._emit = emit
        with self.canvas.before:
            Color(*look.colour("ground"))
            Rectangle(size=self.size)
        self._top, self._bottom = TopBar(look, emit), BottomBar(look, emit)
        self._top.pos = (0, dp(height - look.top_bar))
        self._made: dict[MakeView, Any] = {}
        self._shown: Any = None
        self.add_widget(self._top)
        self.add_widget(self._bottom)
        corner = HiddenCorner(emit)
        corner.pos = (0, dp(height) - corner.height)
        self.add_widget(corner)

    def show(self, session: Session, now: datetime) -> None:
        speech = speech_in(session.language)
        view = self._view(session)
        view.show(session, speech, now)
        self._top.show(session, speech, now)
        self._bottom.show(session, speech)
        if view is not self._shown:
            if self._shown is not None:
                self.remove_widget(self._shown)
            view.pos = (0, dp(self.look.bottom_bar))
            self.add_widget(view)
            self._shown = view

    def prepare(self) -> None:
        """Make one more view that was not shown yet: to be called while nobody waits for it."""
        makers = (*_VIEWS.values(), HelpPage, WarningPage)
        missing = next((make for make in makers if make not in self._made), None)
        if missing is not None:
            self._made_by(missing)

    def wipe(self) -> None:
        """Forget every word that was said to the last person, on every page."""
        for view in self._made.values():
            view.wipe()

    def on_touch_down(self, touch: Any) -> bool:
        if touch.is_double_tap and not self._types():
            # A second strike of the same finger belongs to the page before (EN 301 549, 5.8).
            return True
        self._emit(Touched())
        return bool(super().on_touch_down(touch))

    def _types(self) -> bool:
        """Where keys are touched, the same one twice in a row is meant."""
        return isinstance(self._shown, TypingPage | SearchPage | StaffPinPage | AnswerTypedPage)

    def _view(self, session: Session) -> Any:
        if warning_left_s(session.page, session.left_s) is not None:
            return self._made_by(WarningPage)
        return self._made_by(HelpPage if session.helping else _VIEWS[type(session.page)])

    def _made_by(self, make: MakeView) -> Any:
        if make not in self._made:
            self._made[make] = make(self.look, self._emit)
        return self._made[make]
