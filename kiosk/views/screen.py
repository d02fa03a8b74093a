"""The whole screen: bars, and between them the one page that is shown now."""

from datetime import datetime
from typing import Any

from kivy.core.window import Window
from kivy.metrics import dp
from kivy.uix.relativelayout import RelativeLayout

from kiosk.flow.inputs import Touched
from kiosk.flow.pages import (
    ChooseQueue,
    Confirm,
    Done,
    Maintenance,
    OutOfService,
    Page,
    Printing,
    Problem,
    Sending,
    StaffPin,
    Start,
)
from kiosk.flow.session import Session
from kiosk.flow.times import warning_left_s
from kiosk.views.bars import BottomBar, TopBar
from kiosk.views.choose_queue import ChooseQueuePage
from kiosk.views.confirm import ConfirmPage
from kiosk.views.corner import HiddenCorner
from kiosk.views.done import DonePage
from kiosk.views.overlays import HelpPage, WarningPage
from kiosk.views.problem import OutOfServicePage, ProblemPage
from kiosk.views.sending import SendingPage
from kiosk.views.staff import MaintenancePage, StaffPinPage
from kiosk.views.start import StartPage
from kiosk.views.theme import BOTTOM_BAR, GROUND, HEIGHT, TOP_BAR, WIDTH
from kiosk.views.widgets import Emit
from kiosk.words import speech_in


class KioskScreen(RelativeLayout):  # type: ignore[misc]  # Kivy has no types
    """``show`` a session; touches come out as inputs through ``emit``."""

    def __init__(self, emit: Emit) -> None:
        super().__init__(size_hint=(None, None), size=(dp(WIDTH), dp(HEIGHT)))
        self._emit = emit
        self._top, self._bottom = TopBar(emit), BottomBar(emit)
        self._top.pos = (0, dp(HEIGHT - TOP_BAR))
        done = DonePage(emit)
        self._views: dict[type[Page], Any] = {
            Start: StartPage(emit),
            ChooseQueue: ChooseQueuePage(emit),
            Confirm: ConfirmPage(emit),
            Sending: SendingPage(emit),
            Printing: done,
            Done: done,
            Problem: ProblemPage(emit),
            OutOfService: OutOfServicePage(emit),
            StaffPin: StaffPinPage(emit),
            Maintenance: MaintenancePage(emit),
        }
        self._help, self._warning = HelpPage(emit), WarningPage(emit)
        self._shown: Any = None
        self.add_widget(self._top)
        self.add_widget(self._bottom)
        corner = HiddenCorner(emit)
        corner.pos = (0, dp(HEIGHT) - corner.height)
        self.add_widget(corner)
        Window.clearcolor = GROUND
        Window.bind(size=self._centred)
        self._centred()

    def show(self, session: Session, now: datetime) -> None:
        speech = speech_in(session.language)
        view = self._view(session)
        view.show(session, speech, now)
        self._top.show(session, speech, now)
        self._bottom.show(session, speech)
        if view is not self._shown:
            if self._shown is not None:
                self.remove_widget(self._shown)
            view.pos = (0, dp(BOTTOM_BAR))
            self.add_widget(view)
            self._shown = view

    def wipe(self) -> None:
        """Forget every word that was said to the last person, on every page."""
        for view in {*self._views.values(), self._help, self._warning}:
            view.wipe()

    def on_touch_down(self, touch: Any) -> bool:
        if touch.is_double_tap:
            # A second strike of the same finger belongs to the page before (EN 301 549, 5.8).
            return True
        self._emit(Touched())
        return bool(super().on_touch_down(touch))

    def _view(self, session: Session) -> Any:
        if warning_left_s(session.page, session.left_s) is not None:
            return self._warning
        return self._help if session.helping else self._views[type(session.page)]

    def _centred(self, *_: object) -> None:
        self.pos = ((Window.width - self.width) / 2, (Window.height - self.height) / 2)
