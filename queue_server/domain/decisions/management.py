"""What a manager asks: notices, control of clients, alerts."""

from datetime import datetime

from queue_server.domain import commands, events
from queue_server.domain.decisions.refusal import RefusalError
from queue_server.domain.events import Event
from queue_server.domain.management import MOST_NOTICES
from queue_server.domain.state import HallState


def set_notice(state: HallState, command: commands.SetNotice, now: datetime) -> list[Event]:
    others = [notice for notice in state.notices if notice.id != command.notice]
    if len(others) >= MOST_NOTICES:
        raise RefusalError("wrong_state", notices=len(others))
    if command.until is not None and command.until <= now:
        raise RefusalError("expired", until=state.hall.local(command.until).isoformat())
    until = state.hall.local(command.until) if command.until else None
    return [events.NoticeSet(at=now, notice=command.notice, text=dict(command.text), until=until)]


def clear_notice(state: HallState, command: commands.ClearNotice, now: datetime) -> list[Event]:
    if all(notice.id != command.notice for notice in state.notices):
        raise RefusalError("unknown_notice", notice=command.notice)
    return [events.NoticeCleared(at=now, notice=command.notice)]


def control_client(_state: HallState, command: commands.ControlClient, now: datetime) -> list[Event]:
    """Never refused: staff at a kiosk lock and unlock it by hand, so that nobody here knows what it is."""
    return [events.ClientControlled(at=now, client=command.client, action=command.action, reason=command.reason)]


def acknowledge_alert(state: HallState, command: commands.AcknowledgeAlert, now: datetime) -> list[Event]:
    alert = state.alerts.get(command.alert)
    if alert is None:
        raise RefusalError("unknown_alert", alert=command.alert)
    if alert.acknowledged_by is not None:
        raise RefusalError("wrong_state", acknowledged_by=alert.acknowledged_by)
    return [events.AlertAcknowledged(at=now, alert=alert.id, by=command.by)]
