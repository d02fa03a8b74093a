"""From the contract's commands about cases to the domain's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from queue_server.contract import case_commands as contract
from queue_server.domain.cases import commands as domain
from queue_server.domain.cases.case import Channel, Compartment

CHANNELS: Mapping[str, Channel] = {"kiosk": "kiosk", "window": "counter", "system": "web"}

SELF_SERVICE = "kiosk"
"""The kind of client at which only whoever shows an identity is served."""

SAME_FIELDS: Mapping[type[contract.CaseCommandData], type[domain.CaseCommand]] = {
    contract.AddPage: domain.AddPage,
    contract.AcceptCase: domain.AcceptCase,
    contract.ReviewCase: domain.ReviewCase,
    contract.CollectCase: domain.CollectCase,
    contract.GetCase: domain.GetCase,
}

_OF_PERSONS = (
    contract.SaveCase
    | contract.RemovePage
    | contract.PromisePaper
    | contract.GiveConsent
    | contract.SubmitCase
    | contract.WithdrawCase
    | contract.FindCases
    | contract.SaveSpace
    | contract.DeleteSpace
)


class IdentityNeededError(ValueError):
    """At a terminal nobody acts for a person who showed no identity."""


@dataclass(frozen=True, slots=True)
class CaseTranslator:
    """``new_id`` makes ids that nobody can guess, ``new_code`` codes that people can also type."""

    new_id: Callable[[], str]
    new_code: Callable[[], str]

    def to_domain(
        self, data: contract.CaseCommandData, person: str | None, client: str, kind: str
    ) -> domain.CaseCommand:
        """The domain's command of ``client``, which is of ``kind``; ``person`` is the token of the holder in ``data``.

        :raises IdentityNeededError: when a terminal names nobody.
        """
        if kind == SELF_SERVICE and person is None and isinstance(data, _OF_PERSONS):
            raise IdentityNeededError
        match data:
            case contract.StartCase():
                channel = CHANNELS.get(kind, "web")
                return domain.StartCase(self.new_id(), self.new_code(), data.item, person, channel)
            case _ if isinstance(data, _OF_PERSONS):
                return _of_person(data, person)
            case contract.OpenLocker():
                return _door(data, person, client)
            case contract.ReportLocker():
                return domain.ReportLocker(client, Compartment(data.locker, data.compartment), data.opened)
            case _:
                return self._of_staff(data)

    def _of_staff(self, data: contract.CaseCommandData) -> domain.CaseCommand:
        match data:
            case contract.AskSupplement():
                return domain.AskSupplement(data.case, data.operator, data.reasons, data.papers or ())
            case contract.DecideCase():
                return domain.DecideCase(data.case, data.operator, data.outcome, data.reasons or ())
            case contract.MarkReady():
                return domain.MarkReady(data.case, data.operator, data.place, self.new_code(), data.locker)
            case contract.MailCase():
                return domain.MailCase(data.case, data.operator, data.courier)
            case contract.SetCompartment():
                return domain.SetCompartment(Compartment(data.locker, data.compartment), data.condition, data.operator)
            case _:
                return SAME_FIELDS[type(data)](**dict(data))


def _of_person(data: contract.CaseCommandData, person: str | None) -> domain.CaseCommand:  # noqa: PLR0911 - a table
    match data:
        case contract.SaveCase():
            return domain.SaveCase(data.case, person)
        case contract.RemovePage():
            return domain.RemovePage(data.case, person, data.page)
        case contract.PromisePaper():
            return domain.PromisePaper(data.case, person, data.paper)
        case contract.GiveConsent():
            return domain.GiveConsent(data.case, person, data.purpose)
        case contract.SubmitCase():
            return domain.SubmitCase(data.case, person, data.handover)
        case contract.WithdrawCase():
            return domain.WithdrawCase(data.case, person)
        case contract.FindCases():
            return question_of(data, person)
        case contract.SaveSpace():
            return domain.SaveSpace(person)
        case _:
            return domain.DeleteSpace(person)


def question_of(data: contract.FindCases, person: str | None) -> domain.FindCases:
    """What is asked of one ``person``, or of all for none."""
    limit = {} if data.limit is None else {"limit": data.limit}
    return domain.FindCases(person, data.states or (), data.item, after=data.after, **limit)


def _door(data: contract.OpenLocker, person: str | None, client: str) -> domain.OpenLocker:
    door = None
    if data.locker is not None and data.compartment is not None:
        door = Compartment(data.locker, data.compartment)
    return domain.OpenLocker(
        client, pickup=data.code, case=data.case, person=person, compartment=door, operator=data.operator
    )
