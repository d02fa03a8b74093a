"""One open manager's page: draws the hall as it is, and turns buttons into commands."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from nicegui import ui
from pydantic import ValidationError

from queue_server.contract.commands import (
    AcknowledgeAlert,
    ClearNotice,
    CloseQueue,
    CloseWindow,
    CommandData,
    ControlClient,
    OpenQueue,
    OpenWindow,
    PauseWindow,
    SetNotice,
)
from queue_server.contract.views import ControlAction
from queue_server.web.staff.manager.charts import ChartWords, arrivals_chart, times_chart, utilisation_chart
from queue_server.web.staff.manager.figures import DayBoard, DayFigures
from queue_server.web.staff.manager.picture import AlertRow, ManagerPicture, manager_picture
from queue_server.web.staff.manager.sentences import alert_sentence, day_lines, day_rows, lasting, part_name
from queue_server.web.staff.visit import Act, Surface, Visit, new_picture
from queue_server.web.words.calendar import short_day
from queue_server.web.words.manager import MANAGER

MARKS: Mapping[str, str] = {"closed": "■", "open": "○", "called": "▶", "serving": "●", "paused": "‖"}
KINDS: Mapping[str, str] = {"kiosk": "kiosk", "screen": "screen", "window": "desk"}
CHARTS_AFTER_S = 0.2
"""The page is there before its charts: who waits comes first."""
CHARTS_EVERY_S = 60.0
CHARTS_MISSING_S = 5.0
"""How often a page looks whether the books are read by now."""

_NOTHING: Mapping[str, str] = {"zh": "", "en": "", "until": ""}


class ManagerPage:
    """Belongs to one visit. ``opening`` is the window that is about to be opened."""

    CONTROLS: ClassVar[Mapping[str, ControlAction]] = {
        "lock": "lock",
        "unlock": "unlock",
        "test_print": "test_print",
        "restart": "restart",
    }

    def __init__(self, visit: Visit, board: DayBoard) -> None:
        self._visit = visit
        self._board = board
        self._words = visit.words(MANAGER)
        self._picture = new_picture()
        self._form = new_picture()
        self._opening = ""
        self._said = ""
        self._notice_said = ""
        self._kept = _NOTHING
        self._busy = False
        with ui.element("div").classes("manager"):
            with ui.element("div").classes("column"):
                self._alerts = Surface(visit, self._act, name="panel needs")
                self._windows = Surface(visit, self._act, name="panel windows")
                self._clients = Surface(visit, self._act, name="panel clients")
            with ui.element("div").classes("column"):
                self._tiles = Surface(visit, self._act, name="panel sums")
                self._queues = Surface(visit, self._act, name="panel queues")
                say = ui.element("section").classes("panel say")
            with say:
                self._notices = Surface(visit, self._act, name="standing", tag="div")
                self._notice_form = Surface(visit, self._put_up, name="writing", tag="div")
        self._day = DayCharts(visit, board)
        self._draw_form()
        visit.follow(self.refresh)

    def refresh(self) -> None:
        """Draw what changed."""
        see = self._see()
        draw = self._visit.draw
        content = {
            "words": self._words,
            "see": see,
            "picture": self._picture,
            "name_of": self._name_of,
            "lasting": self._lasting,
        }
        self._alerts.show(draw("manager_alerts.html", said=self._said, sentence=self._sentence, **content))
        self._tiles.show(draw("manager_tiles.html", **content))
        self._queues.show(draw("manager_queues.html", **content))
        opening = next((window for window in see.windows if window.id == self._opening), None)
        person = self._visit.person
        operator = (opening.operator if opening else "") or (person.id if person else "")
        windows = draw("manager_windows.html", marks=MARKS, asking=opening, operator=operator, **content)
        self._windows.show(windows)
        self._clients.show(draw("manager_clients.html", kinds=KINDS, part_name=self._part_name, **content))
        self._notices.show(draw("manager_notices.html", clock=self._clock, **content))

    def _see(self) -> ManagerPicture:
        hall = self._visit.hall
        return manager_picture(hall.glance.views, hall.heard(), hall.expected())

    async def _act(self, act: Act) -> None:
        if self._busy:
            return
        if act.name in ("open", "back"):
            self._opening = act.data.get("window", "") if act.name == "open" else ""
            self.refresh()
            return
        if act.data.get("picture") != str(self._picture):
            return  # the second of two quick presses, on what the first has changed already
        try:
            data = self._command(act)
        except ValidationError:
            data = None
        if data is not None:
            self._said = await self._send(data, self._picture)
            self._opening = ""
            self._picture = new_picture()
            self.refresh()

    def _command(self, act: Act) -> CommandData | None:
        said, person = act.data, self._visit.person
        if person is None:
            return None
        if act.name in self.CONTROLS:
            return ControlClient(client=said.get("client", ""), action=self.CONTROLS[act.name])
        window, queue = said.get("window", ""), said.get("queue", "")
        steps: Mapping[str, Callable[[], CommandData]] = {
            "see_to": lambda: AcknowledgeAlert(alert=said.get("alert", ""), by=person.id),
            "open_queue": lambda: OpenQueue(queue=queue),
            "close_queue": lambda: CloseQueue(queue=queue),
            "do_open": lambda: OpenWindow(window=window, operator=act.fields.get("operator", "").strip()),
            "pause": lambda: PauseWindow(window=window),
            "close": lambda: CloseWindow(window=window),
            "take_down": lambda: ClearNotice(notice=said.get("notice", "")),
        }
        make = steps.get(act.name)
        return make() if make else None

    async def _put_up(self, act: Act) -> None:
        """A notice that was refused stays in the form."""
        if self._busy or act.data.get("picture") != str(self._form):
            return
        self._kept = {name: act.fields.get(name, "") for name in _NOTHING}
        try:
            data = self._notice(self._kept)
        except ValueError:
            self._notice_said = self._words["notice_bad"]
        else:
            self._notice_said = await self._send(data, self._form)
            if not self._notice_said:
                self._kept = _NOTHING
        self._form = new_picture()
        self._draw_form()
        self.refresh()

    def _notice(self, fields: Mapping[str, str]) -> SetNotice:
        """:raises ValueError: where the fields make no notice."""
        now = self._visit.hall.glance.hall.local(self._visit.hall.glance.now)
        text = {language: fields[language].strip() for language in ("zh", "en") if fields[language].strip()}
        until = None
        if fields["until"]:
            clock = datetime.strptime(fields["until"], "%H:%M").time()  # noqa: DTZ007 - the hall's own day comes beside
            until = datetime.combine(now.date(), clock, tzinfo=now.tzinfo)
            if until <= now:
                raise ValueError(fields["until"])
        return SetNotice(notice=f"notice-{self._form.hex[:12]}", text=text, until=until)

    async def _send(self, data: CommandData, picture: UUID) -> str:
        self._busy = True
        try:
            return self._visit.sentence(await self._visit.send(data, picture))
        finally:
            self._busy = False

    def _draw_form(self) -> None:
        content = {"words": self._words, "said": self._notice_said, "kept": self._kept, "form": self._form}
        self._notice_form.show(self._visit.draw("manager_notice_form.html", **content))

    def _sentence(self, alert: AlertRow) -> str:
        return alert_sentence(alert, self._words, self._visit.language)

    def _part_name(self, part: str) -> str:
        return part_name(part, self._words)

    def _lasting(self, minutes: int) -> str:
        return lasting(minutes, self._words)

    def _name_of(self, account: str) -> str:
        return self._visit.area.office.name_of(account)

    def _clock(self, moment: datetime) -> str:
        return f"{self._visit.hall.glance.hall.local(moment):%H:%M}"


class DayCharts:
    """Today beside the same weekday before; drawn when the page is there, and again every minute."""

    NAMES = ("arrivals", "waiting", "service", "busy")

    def __init__(self, visit: Visit, board: DayBoard) -> None:
        self._visit = visit
        self._board = board
        self._words = visit.words(MANAGER)
        self._drawn: DayFigures | None = None
        self._charts: dict[str, ui.echart] = {}
        with ui.element("div").classes("day"):
            self._table = Surface(visit, _nothing_to_do, name="panel today")
            self._place = ui.element("div").classes("charts")
        ui.timer(CHARTS_AFTER_S, self.draw, once=True)
        ui.timer(CHARTS_EVERY_S, self.draw)
        self._missing = ui.timer(CHARTS_MISSING_S, self.draw)

    async def draw(self) -> None:
        glance = self._visit.hall.glance
        figures = await self._board.figures(glance.hall.local(glance.now))
        with self._visit.client:
            if figures is None:
                self._table.show(f"<h2>{self._words['day']}</h2><p>{self._words['preparing']}</p>")
            elif figures != self._drawn:
                self._missing.deactivate()
                self._drawn = figures
                self._draw(figures)

    def _draw(self, figures: DayFigures) -> None:
        words, language, comparison = self._words, self._visit.language, figures.comparison
        today, other = short_day(comparison.day, language), short_day(comparison.other, language)
        table = self._visit.draw(
            "manager_day.html",
            words=words,
            comparison=comparison,
            today=today,
            other=other,
            rows=day_rows(comparison, words),
            lines=list(day_lines(figures, words)),
        )
        self._table.show(table)
        said = chart_words(words, today, other)
        options = {
            "arrivals": arrivals_chart(comparison, figures.expected, said),
            "waiting": times_chart(comparison, figures.expected, lambda of: of.waiting, said),
            "service": times_chart(comparison, figures.expected, lambda of: of.service, said),
            "busy": utilisation_chart(comparison, figures.expected, said),
        }
        for name in self.NAMES:
            if name in self._charts:
                self._charts[name].options.clear()
                self._charts[name].options.update(options[name])
                self._charts[name].update()
            else:
                self._charts[name] = self._new_chart(name, options[name], f"{today}, {other}")

    def _new_chart(self, name: str, options: dict[str, object], days: str) -> ui.echart:
        title = self._words[f"chart_{name}"]
        with self._place, ui.element("section").classes("panel chart"):
            ui.html(title, sanitize=False, tag="h2")
            chart = ui.echart(options)
        chart.props["role"], chart.props["aria-label"] = "img", f"{title}: {days}"
        return chart


def chart_words(words: Mapping[str, str], today: str, other: str) -> ChartWords:
    return ChartWords(
        today=today,
        other=other,
        half=words["half"],
        nine_of_ten=words["nine_of_ten"],
        expected=words["expected"],
        at_least=words["at_least"],
        at_most=words["at_most"],
        people=words["unit_people"],
        minutes=words["unit_minutes"],
        percent=words["unit_percent"],
        hour=words["unit_hour"],
    )


async def _nothing_to_do(_act: Act) -> None:
    """There is nothing to press."""
