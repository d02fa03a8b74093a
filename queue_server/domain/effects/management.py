"""After events that managers bring, and after alerts."""

from queue_server.domain import events
from queue_server.domain.effects.changes import Changes
from queue_server.domain.management import Alert, AlertKey, Lock, Notice
from queue_server.domain.state import HallState


def notice_set(state: HallState, event: events.NoticeSet) -> Changes:
    """The newest comes first."""
    others = tuple(notice for notice in state.notices if notice.id != event.notice)
    return {"notices": (Notice(event.notice, event.text, event.until), *others)}


def notice_cleared(state: HallState, event: events.NoticeCleared) -> Changes:
    return {"notices": tuple(notice for notice in state.notices if notice.id != event.notice)}


def client_controlled(state: HallState, event: events.ClientControlled) -> Changes:
    """Only a lock lasts. The control message has the id of its event: a client knows it again."""
    match event.action:
        case "lock":
            return {"locks": {**state.locks, event.client: Lock(event.client, str(state.seq + 1), event.reason)}}
        case "unlock":
            return {"locks": {client: lock for client, lock in state.locks.items() if client != event.client}}
        case _:
            return {}


def alert_raised(state: HallState, event: events.AlertRaised) -> Changes:
    alert = Alert(
        id=str(state.seq + 1),
        key=AlertKey(event.rule, event.subject, event.part),
        raised_at=event.at,
        urgent=event.urgent,
        value=event.value,
        target=event.target,
        detail=event.detail,
    )
    return {"alerts": {**state.alerts, alert.id: alert}}


def alert_acknowledged(state: HallState, event: events.AlertAcknowledged) -> Changes:
    alert = state.alerts.get(event.alert)
    if alert is None:
        return {}
    seen = alert._replace(acknowledged_by=event.by, acknowledged_at=event.at)
    return {"alerts": {**state.alerts, event.alert: seen}}


def alert_resolved(state: HallState, event: events.AlertResolved) -> Changes:
    return {"alerts": {alert: each for alert, each in state.alerts.items() if alert != event.alert}}
