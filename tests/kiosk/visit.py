"""A citizen's visit, told input by input."""

from collections.abc import Iterator
from uuid import UUID

from kiosk.flow import inputs
from kiosk.flow.advance import advance, begin
from kiosk.flow.effects import Effect, Print, Send
from kiosk.flow.inputs import Input
from kiosk.flow.pages import Welcome
from kiosk.flow.session import Session
from queue_server.contract.commands import FindAppointments, Printed
from queue_server.contract.views import Appointment, AppointmentsReply, PartHealth
from tests.kiosk.hall import AROUND, NOW, PERSON, TICKET

IDS = [str(UUID(int=number)) for number in range(1, 9)]
"""Of the commands that a confirmation or another try sends, in order."""

OTHER_IDS = [str(UUID(int=number)) for number in range(101, 200)]
"""Of everything else that is asked, in order."""


class Visit:
    """A session with its history: inputs go in, effects collect.

    The hall says at once which appointments whoever is welcomed has: ``booked``; None is no answer.
    """

    def __init__(self, session: Session | None = None, booked: tuple[Appointment, ...] | None = ()) -> None:
        self.session = session or begin(AROUND)[0]
        self.effects: list[Effect] = []
        self._ids: Iterator[str] = iter(IDS)
        self._others: Iterator[str] = iter(OTHER_IDS)
        self._booked = booked

    def give(self, *given: Input) -> list[Effect]:
        """What the last of these inputs brought about."""
        now: tuple[Effect, ...] = ()
        for each in given:
            confirms = isinstance(each, inputs.ConfirmTouched | inputs.AgainTouched)
            fresh = next(self._ids if confirms else self._others)
            self.session, now = advance(self.session, each, NOW, fresh)
            self.effects += now
            if isinstance(self.session.page, Welcome) and self._booked is not None:
                now += self._told_of_appointments(self.session.page.command_id, self._booked)
        return list(now)

    def _told_of_appointments(self, command_id: str, booked: tuple[Appointment, ...]) -> tuple[Effect, ...]:
        answer = inputs.Answered(command_id, FindAppointments, AppointmentsReply(appointments=booked))
        self.session, now = advance(self.session, answer, NOW, next(self._others))
        self.effects += now
        return now

    def sent(self, kind: type) -> list[Send]:
        return [each for each in self.effects if isinstance(each, Send) and isinstance(each.command.data, kind)]

    def page(self) -> object:
        return self.session.page


def chosen() -> Visit:
    visit = Visit()
    visit.give(inputs.CardLaid(PERSON), inputs.QueueTouched("household"))
    return visit


def asked() -> Visit:
    visit = chosen()
    visit.give(inputs.ConfirmTouched())
    return visit


def ticketed() -> Visit:
    visit = asked()
    visit.give(inputs.TicketCame(IDS[0], TICKET))
    return visit


def printed(visit: Visit, outcome: Printed, condition: str = "ok") -> list[Effect]:
    job = [each.job for each in visit.effects if isinstance(each, Print)][-1]
    status = PartHealth.model_validate({"status": condition}).status
    return visit.give(inputs.PrintEnded(job, outcome, status, None if outcome is Printed.YES else "code"))
