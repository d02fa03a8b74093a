"""Everybody who is called: those on the board, and those whom newer calls pushed off it. Pure."""

from collections.abc import Iterable, Iterator

from queue_server.contract.views import Board, Call, WindowState


def with_pushed_out(board: Board, windows: Iterable[WindowState]) -> Board:
    """The board, with whoever is still called and no more on it.

    A board keeps so many calls; when sixty windows call at once, people are pushed off it who have not come yet. Their
    windows' own states still tell of them. They are older than all calls on the board: a window whose news are some
    milliseconds ahead of the board's adds nothing.
    """
    return board.model_copy(update={"calls": (*board.calls, *_pushed_out(board, windows))}) if board.calls else board


def _pushed_out(board: Board, windows: Iterable[WindowState]) -> Iterator[Call]:
    oldest = min(call.called_at for call in board.calls)
    shown = {(call.number, call.window) for call in board.calls}
    waiting = [
        window
        for window in windows
        if window.state == "called"
        and window.ticket
        and window.since < oldest
        and (window.ticket, window.window) not in shown
    ]
    for window in sorted(waiting, key=lambda state: state.since, reverse=True):
        yield Call(number=window.ticket or "", window=window.window, state="called", called_at=window.since, recalls=0)
