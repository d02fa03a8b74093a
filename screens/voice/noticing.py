"""Which calls are new to the voice: exactly those that begin to flash on a hall board. Pure.

So the eye and the ear are told the same: a program that has just started, or whose line was lost, says nothing that
the board does not flash (see :func:`screens.board.seen.with_board`).
"""

from queue_server.contract.views import Board, Call
from screens.board.seen import CallKey, Seen
from screens.voice.speech import Announcement


def newly_called(before: Seen, after: Seen) -> tuple[Announcement, ...]:
    """The calls that began to flash between two moments, the earliest first."""
    flashed = {flash.call for flash in before.flashes}
    new = (flash.call for flash in after.flashes if flash.call not in flashed)
    return tuple(_announcement(call) for call in sorted(new, key=lambda call: call[2]))


def called_no_more(before: Board | None, after: Board) -> frozenset[Announcement]:
    """Whoever was called and is not any more, as far as the boards tell.

    A full board pushes its oldest line out for a new one: who is gone in that way is still called.
    """
    gone = _called(before.calls if before else ()) - _called(after.calls)
    if before is None or not after.calls or len(after.calls) < len(before.calls):
        return gone
    oldest = min(call.called_at for call in after.calls)
    told_of = {call.number for call in after.calls}
    return frozenset(each for each in gone if each.number in told_of or each.called_at >= oldest)


def _called(calls: tuple[Call, ...]) -> frozenset[Announcement]:
    return frozenset(
        Announcement(call.number, call.window, call.called_at, call.recalls) for call in calls if call.state == "called"
    )


def _announcement(call: CallKey) -> Announcement:
    number, window, called_at, recalls = call
    return Announcement(number, window, called_at, recalls)
