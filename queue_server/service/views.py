"""What everyone may see of a hall's state, in the words of the contract."""

from collections import Counter
from datetime import UTC, date, datetime
from functools import cached_property
from typing import NamedTuple

from queue_server.contract import views as contract
from queue_server.domain.appointments import Appointment, check_in_window
from queue_server.domain.diary import free_places, slots_to_book
from queue_server.domain.estimate import Estimator, Standing
from queue_server.domain.events import TicketCalled
from queue_server.domain.hall import APPOINTMENT, ORDINARY
from queue_server.domain.lifecycle import TicketState
from queue_server.domain.line import ahead
from queue_server.domain.management import Alert, ControlAction
from queue_server.domain.state import Call, HallState, Ticket


class ServerFacts(NamedTuple):
    """What the hall is told of its server: where its pages are, which catalogue it has, whether it sends SMS and reads
    credentials.
    """

    url: str | None = None
    catalogue_version: str | None = None
    sms: bool = False
    credentials: bool = False


def control_of(control: int | str, action: ControlAction, reason: str | None) -> contract.Control:
    """The message that makes a client do something; ``control`` is the ``seq`` of its event."""
    return contract.Control(id=str(control), type=action, data={} if reason is None else {"reason": reason})


class Views:
    """Makes views of one state at the moment ``now``; ``ticket_url`` is where ticket pages live, with a final slash."""

    def __init__(self, state: HallState, now: datetime, ticket_url: str | None = None) -> None:
        self.state = state
        self.now = now
        self._ticket_url = ticket_url
        self._estimator = Estimator(state, now)

    def _local(self, moment: datetime) -> datetime:
        return self.state.hall.local(moment)

    def ticket(self, ticket: Ticket) -> contract.Ticket:
        waits = ticket.state is TicketState.WAITING
        before = ahead(self.state, ticket.queue, ticket.priority, ticket.place, self.now) if waits else 0
        return contract.Ticket(
            id=ticket.id,
            number=ticket.number,
            queue=ticket.queue,
            item=ticket.item,
            priority=ticket.priority,
            origin=ticket.origin,
            state=ticket.state.value,
            issued_at=self._local(ticket.issued_at),
            called_at=self._local(ticket.called_at) if ticket.called_at else None,
            window=ticket.window,
            ahead=before,
            estimate=self._estimate(self._standing(ticket, before)) if waits else None,
            printed=ticket.printed,
            case=ticket.case,
            url=f"{self._ticket_url}{ticket.id}" if self._ticket_url else None,
        )

    def ticket_of(self, id_or_number: str) -> contract.Ticket:
        """A ticket that is known to exist."""
        ticket = self.state.find_ticket(id_or_number)
        if ticket is None:
            raise KeyError(id_or_number)
        return self.ticket(ticket)

    def tickets_of(self, person: str) -> tuple[contract.Ticket, ...]:
        """The tickets of today that were given to a person, the newest first."""
        held = [ticket for ticket in self.state.tickets.values() if ticket.person == person]
        return tuple(self.ticket(ticket) for ticket in sorted(held, key=lambda each: each.order, reverse=True))

    def appointment(self, appointment: Appointment) -> contract.Appointment:
        opens, closes = check_in_window(self.state.hall, appointment)
        return contract.Appointment(
            code=appointment.code,
            item=appointment.item,
            queue=appointment.queue,
            start=self._local(appointment.start),
            end=self._local(appointment.end),
            state=appointment.state.value,
            ticket=appointment.ticket,
            check_in_from=self._local(opens),
            check_in_until=self._local(closes),
        )

    def appointment_of(self, code: str) -> contract.Appointment:
        """An appointment that is known to exist."""
        return self.appointment(self.state.diary.appointments[code])

    def appointments(self, code: str | None, person: str | None) -> tuple[contract.Appointment, ...]:
        """The one with this code, whatever became of it; else those that the person still has before them."""
        if code is not None:
            return (self.appointment_of(code),)
        return tuple(self.appointment(each) for each in self.state.diary.booked_by(person or ""))

    def slots(self, item_code: str, day: date) -> tuple[contract.Slot, ...]:
        """The slots of a day that can still be booked, the full ones among them."""
        hall, diary, item = self.state.hall, self.state.diary, self.state.hall.items[item_code]
        return tuple(
            contract.Slot(
                start=self._local(slot.start),
                end=self._local(slot.end),
                free=free_places(hall, diary, item, slot.start),
            )
            for slot in slots_to_book(hall, item, day, self.now)
        )

    def block(self, queue_id: str, client: str) -> contract.BlockReply:
        """The newest block of numbers that ``client`` holds."""
        newest = next(block for block in reversed(self.state.blocks[queue_id]) if block.client == client)
        return contract.BlockReply(
            prefix=self.state.hall.queues[queue_id].prefix,
            first=newest.first,
            last=newest.last,
            day=self.state.hall.day(self.now),
        )

    def _standing(self, ticket: Ticket, before: int) -> Standing:
        others = self.state.crowd(ticket.queue).people - 1
        return Standing(ticket.queue, before, others, ticket.priority, ticket.since)

    def _estimate(self, standing: Standing) -> contract.Estimate | None:
        expected = self._estimator.wait(standing)
        return contract.Estimate(p50_s=expected.p50_s, p90_s=expected.p90_s) if expected else None

    def why(self, called: TicketCalled) -> contract.Why:
        return contract.Why(
            waited_s=called.waited_s, score=called.score, rule=called.rule, passed_over=called.passed_over
        )

    def window(self, window_id: str) -> contract.WindowState:
        life = self.state.window(window_id)
        return contract.WindowState(
            window=window_id,
            name=dict(self.state.hall.windows[window_id].name),
            state=life.state.value,
            ticket=self.state.tickets[life.ticket].number if life.ticket else None,
            since=self._local(life.since or self.now),
            operator=life.operator,
        )

    def queue(self, queue_id: str) -> contract.QueueState:
        """One queue; it is open while the hall is and nobody closed it."""
        queue, crowd = self.state.hall.queues[queue_id], self.state.crowd(queue_id)
        return contract.QueueState(
            queue=queue_id,
            name=dict(queue.name),
            open=self._hall_is_open and queue_id not in self.state.closed_queues,
            waiting=crowd.people,
            serving=self._serving[queue_id],
            identity="required" if queue.identity_required else "optional",
            estimate=self._estimate(Standing.newcomer(self.state, queue_id, self.now)),
            waiting_since=self._local(datetime.fromtimestamp(crowd.first.since, UTC)) if crowd.first else None,
        )

    @cached_property
    def _hall_is_open(self) -> bool:
        return self.state.hall.is_open(self.now)

    @cached_property
    def _serving(self) -> Counter[str]:
        return self.state.serving()

    def board(self) -> contract.Board:
        return contract.Board(
            hall=self.state.hall.id,
            seq=self.state.seq,
            at=self._local(self.now),
            calls=tuple(self._call(call) for call in self.state.calls),
            queues=tuple(self.queue(queue_id) for queue_id in self.state.hall.queues),
            missed=tuple(self.state.tickets[ticket].number for ticket in self.state.missed),
            notice=dict(self.state.notices[0].text) if self.state.notices else None,
        )

    def _call(self, call: Call) -> contract.Call:
        ticket = self.state.tickets[call.ticket]
        return contract.Call(
            number=ticket.number,
            window=call.window,
            state=ticket.state.value,
            called_at=self._local(ticket.called_at or self.now),
            recalls=ticket.recalls,
        )

    def notices(self) -> tuple[contract.Notice, ...]:
        """What stands on every screen, the newest first."""
        return tuple(
            contract.Notice(
                notice=notice.id,
                text=dict(notice.text),
                until=self._local(notice.until) if notice.until else None,
            )
            for notice in self.state.notices
        )

    def alert(self, alert: Alert) -> contract.Alert:
        return contract.Alert(
            alert=alert.id,
            rule=alert.key.rule,
            subject=alert.key.subject,
            part=alert.key.part,
            urgent=alert.urgent,
            raised_at=self._local(alert.raised_at),
            value=alert.value,
            target=alert.target,
            detail=alert.detail,
            acknowledged_by=alert.acknowledged_by,
            acknowledged_at=self._local(alert.acknowledged_at) if alert.acknowledged_at else None,
        )

    def alerts(self) -> contract.Alerts:
        """Every alert that is not over: the urgent ones first, and of those the oldest."""
        in_order = sorted(self.state.alerts.values(), key=lambda alert: (not alert.urgent, alert.raised_at))
        return contract.Alerts(
            hall=self.state.hall.id,
            seq=self.state.seq,
            at=self._local(self.now),
            alerts=tuple(self.alert(alert) for alert in in_order),
        )

    def hall(self, server: ServerFacts) -> contract.HallState:
        hall = self.state.hall
        offered = [kind for kind in hall.priorities.values() if kind.id not in (ORDINARY, APPOINTMENT)]
        return contract.HallState(
            hall=hall.id,
            name=dict(hall.name),
            timezone=hall.timezone.key,
            region=hall.region,
            open=hall.is_open(self.now),
            next_change=hall.next_change(self.now),
            notices=tuple(dict(notice.text) for notice in self.state.notices),
            catalogue_version=server.catalogue_version,
            phone=hall.phone,
            url=server.url,
            sms=server.sms,
            credentials=server.credentials,
            priorities=tuple(
                contract.PriorityOffer(id=kind.id, name=dict(kind.name), from_age=kind.from_age, claim=kind.claim)
                for kind in offered
            ),
            items=tuple(
                contract.ItemOffer(
                    code=item.code, queue=item.queue, name=dict(item.name), bookable=item.bookable is not None
                )
                for item in hall.items.values()
            ),
            lockers=tuple(
                contract.LockerOffer(locker=locker.id, name=dict(locker.name), kiosk=locker.kiosk)
                for locker in hall.lockers.values()
            ),
            case_reasons={reason: dict(words) for reason, words in hall.cases.reasons.items()},
        )
