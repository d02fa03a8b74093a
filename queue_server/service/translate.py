"""From the contract's commands to the domain's: identities become tokens, what is new gets its id or code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from queue_server.contract import case_commands as about_cases
from queue_server.contract import commands as contract
from queue_server.contract.id_numbers import is_valid, normalised
from queue_server.domain import commands as domain
from queue_server.service.case_translation import CaseTranslator
from queue_server.service.persons import person_token

ORIGINS: Mapping[str, domain.Origin] = {"kiosk": "kiosk", "window": "counter", "system": "web"}
"""Where a ticket comes from, by the kind of client that asked for it."""

_SAME_FIELDS: Mapping[type[contract.CommandData], type[domain.Command]] = {
    contract.CancelTicket: domain.CancelTicket,
    contract.GetTicket: domain.GetTicket,
    contract.PauseWindow: domain.PauseWindow,
    contract.CloseWindow: domain.CloseWindow,
    contract.OpenWindow: domain.OpenWindow,
    contract.CallNext: domain.CallNext,
    contract.Recall: domain.Recall,
    contract.StartService: domain.StartService,
    contract.Finish: domain.Finish,
    contract.Miss: domain.Miss,
    contract.CallTicket: domain.CallTicket,
    contract.Park: domain.Park,
    contract.Resume: domain.Resume,
    contract.Transfer: domain.Transfer,
    contract.Undo: domain.Undo,
    contract.RateService: domain.RateService,
    contract.OpenQueue: domain.OpenQueue,
    contract.CloseQueue: domain.CloseQueue,
    contract.ListSlots: domain.ListSlots,
    contract.MoveAppointment: domain.MoveAppointment,
    contract.CancelAppointment: domain.CancelAppointment,
    contract.SetNotice: domain.SetNotice,
    contract.ClearNotice: domain.ClearNotice,
    contract.ControlClient: domain.ControlClient,
    contract.AcknowledgeAlert: domain.AcknowledgeAlert,
}


class InvalidIdNumberError(ValueError):
    """The number is none of its kind. It is not repeated here: this may reach a log."""

    def __init__(self, id_type: str) -> None:
        super().__init__(f"not a valid {id_type} number")
        self.id_type = id_type


@dataclass(frozen=True, slots=True)
class Translator:
    """Translates the commands of one hall.

    ``new_ticket_id`` makes ids that nobody can guess, ``new_appointment_code`` codes that people can also type.
    """

    person_key: bytes
    new_ticket_id: Callable[[], str]
    new_appointment_code: Callable[[], str]

    def to_domain(self, data: contract.CommandData, client: str, kind: str) -> domain.Command:
        """The domain's command, sent by ``client``, which is of ``kind``.

        :raises InvalidIdNumberError: when a holder's number fails its check digit.
        :raises IdentityNeededError: when a terminal asks about cases for nobody.
        """
        if isinstance(data, about_cases.CaseCommandData):
            person = self.person_of(getattr(data, "holder", None))
            return CaseTranslator(self.new_ticket_id, self.new_appointment_code).to_domain(data, person, client, kind)
        return self._about_the_line(data, client, kind)

    def _about_the_line(self, data: contract.CommandData, client: str, kind: str) -> domain.Command:
        match data:
            case contract.IssueTicket():
                return domain.IssueTicket(
                    ticket=self.new_ticket_id(),
                    origin=ORIGINS.get(kind, "kiosk"),
                    queue=data.queue,
                    item=data.item,
                    priority=data.priority,
                    case=data.case,
                    person=self.person_of(data.holder),
                    offline=_offline(data, client),
                )
            case contract.ReserveNumbers():
                return domain.ReserveNumbers(queue=data.queue, count=data.count, client=client)
            case contract.ReportPrint():
                return domain.ReportPrint(ticket=data.ticket, printed=data.printed.value, detail=data.detail)
            case contract.FindTickets():
                return domain.FindTickets(person=self.person_of(data.holder))
            case contract.FindAppointments() | contract.BookAppointment() | contract.CheckIn():
                return self._about_appointments(data)
            case _:
                return _SAME_FIELDS[type(data)](**dict(data))

    def _about_appointments(
        self, data: contract.FindAppointments | contract.BookAppointment | contract.CheckIn
    ) -> domain.Command:
        person = self.person_of(data.holder)
        match data:
            case contract.FindAppointments():
                return domain.FindAppointments(code=data.code, person=person)
            case contract.BookAppointment():
                return domain.BookAppointment(self.new_appointment_code(), data.item, data.start, person)
            case contract.CheckIn():
                return domain.CheckIn(self.new_ticket_id(), code=data.code or data.appointment, person=person)

    def person_of(self, holder: contract.Holder | None) -> str | None:
        """The token that stands for a holder; none for nobody.

        :raises InvalidIdNumberError: when the number fails its check digit.
        """
        if holder is None or holder.id_number is None:
            return None
        id_number = normalised(holder.id_number)
        if not is_valid(holder.id_type.value, id_number):
            raise InvalidIdNumberError(holder.id_type.value)
        return person_token(self.person_key, holder.id_type.value, id_number)


def _offline(data: contract.IssueTicket, client: str) -> domain.Offline | None:
    if data.number is None or data.issued_at is None:
        return None
    return domain.Offline(data.number, data.issued_at, client)
