"""A hand and an eye for a running Kivy program: one order a line comes in, one answer a line goes out.

Orders, and what answers them (``ok …`` when it was done, ``error …`` when not):

========================  =====================================================================================
``touch NAME``            a finger at the middle of the widget whose ``name`` attribute is NAME: down, a frame, up
``wait NAME``             such a widget is on screen and was drawn
``gone NAME``             no such widget is on screen any more, and the screen was drawn without it
``read NAME TEXT``        such a widget is on screen, its text holds TEXT, and it was drawn
``text NAME``             the widget's text in one line, with that of the widgets inside it
``picture FILE``          the whole window as PNG after the next drawn frame; the file is complete when this answers
``quit``                  ends the program
========================  =====================================================================================

The end of the input ends the program too: its driver is gone. Kivy is imported when the first order is carried out,
never before the window was prepared.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TextIO

import structlog

from hardware.errors import BadCommandError, HardwareError

PATIENCE_S = 60.0
"""How long an order may take. A page is drawn within a second or two on two software cores, and many times later where
a dozen other programs want them."""

Steps = Generator[None, None, Any]
"""Work on Kivy's thread, a step a frame; what it returns is its answer."""

_USAGE = "touch|wait|gone|text NAME, read NAME TEXT, picture FILE or quit"
_WITHOUT_ARGUMENT = {"quit"}
_WITH_TEXT = {"read"}
_VERBS = {"touch", "wait", "gone", "text", "read", "picture", "quit"}


class NotOnScreenError(HardwareError):
    """No widget of this name is to be seen now."""

    code: ClassVar[str] = "not_on_screen"

    def __init__(self, name: str) -> None:
        super().__init__(f"nothing called {name!r} is on screen")
        self.name = name


class GaveUpError(HardwareError):
    """The order could not be fulfilled in time: what it waits for did not come, or the program draws no frames."""

    code: ClassVar[str] = "gave_up"

    def __init__(self, order: Order, waited_s: float) -> None:
        super().__init__(f"{order}: gave up after {waited_s:g} s")
        self.order = order
        self.waited_s = waited_s


@dataclass(frozen=True, slots=True)
class Order:
    """One line of input. ``target`` is a widget's name, or the file of a picture; ``text`` what ``read`` waits for."""

    verb: str
    target: str = ""
    text: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.verb, self.target, self.text) if part)


def parse_order(line: str) -> Order:
    """Read one line.

    :raises BadCommandError: when it is no order; says what was expected.
    """
    verb, _, rest = line.strip().partition(" ")
    rest = rest.strip()
    if verb not in _VERBS or bool(rest) == (verb in _WITHOUT_ARGUMENT):
        raise BadCommandError(line.strip(), _USAGE)
    if verb not in _WITH_TEXT:
        return Order(verb, rest)
    name, _, text = rest.partition(" ")
    if not text.strip():
        raise BadCommandError(line.strip(), _USAGE)
    return Order(verb, name, text.strip())


def start_remote(orders: Iterable[str], answers: TextIO, *, patience_s: float = PATIENCE_S) -> threading.Thread:
    """Carry out the orders one after the other in a thread of its own, beside Kivy's; returns at once.

    ``orders`` is usually standard input. Nothing else may write to ``answers``. To be called when the window exists.
    """
    remote = _Remote(answers, patience_s)
    thread = threading.Thread(target=remote.serve, args=(orders,), name="remote", daemon=True)
    thread.start()
    return thread


class _Remote:
    def __init__(self, answers: TextIO, patience_s: float) -> None:
        self._answers = answers
        self._patience_s = patience_s
        self._log = structlog.get_logger("remote")

    def serve(self, orders: Iterable[str]) -> None:
        try:
            for line in orders:
                if line.strip():
                    self._answer(line)
        except (OSError, ValueError) as error:
            self._log.warning("remote_lost", reason=str(error))
        _stop_program()

    def _answer(self, line: str) -> None:
        try:
            answer = "ok " + self._carry_out(parse_order(line))
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the line is answered: the driver waits for it
            answer = f"error {_one_line(str(error))}"
            self._log.warning("order_failed", order=line.strip(), reason=str(error))
        self._answers.write(answer.rstrip() + "\n")
        self._answers.flush()
        if answer == "ok quit":
            _stop_program()

    def _carry_out(self, order: Order) -> str:
        match order.verb:
            case "touch":
                self._in_frames(order, _touch(order.target))
            case "wait":
                self._in_frames(order, _until(lambda: _find(order.target) is not None))
            case "gone":
                self._in_frames(order, _until(lambda: _find(order.target) is None))
            case "read":
                self._in_frames(order, _until(lambda: _reads(order.target, order.text)))
            case "text":
                return str(self._in_frames(order, _text(order.target)))
            case "picture":
                _save(self._in_frames(order, _pixels()), Path(order.target))
        return str(order)

    def _in_frames(self, order: Order, steps: Steps) -> Any:
        outcome: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()
        given_up = threading.Event()
        _schedule(_each_frame(steps, outcome, given_up))
        try:
            done, value = outcome.get(timeout=self._patience_s)
        except queue.Empty:
            given_up.set()
            raise GaveUpError(order, self._patience_s) from None
        if not done:
            raise value
        return value


def _each_frame(
    steps: Steps, outcome: queue.SimpleQueue[tuple[bool, Any]], given_up: threading.Event
) -> Callable[[float], bool]:
    """A Clock callback that takes one step and asks to be called again (true) until there is an outcome."""

    def step(_elapsed_s: float) -> bool:
        if given_up.is_set():
            steps.close()
            return False
        try:
            next(steps)
        except StopIteration as end:
            outcome.put((True, end.value))
            return False
        except Exception as error:  # noqa: BLE001 - it belongs to the order's answer, not to the program's event loop
            outcome.put((False, error))
            return False
        return True

    return step


def _schedule(callback: Callable[[float], bool]) -> None:
    from kivy.clock import Clock  # noqa: PLC0415 - see the head of this file

    Clock.schedule_interval(callback, 0)


def _stop_program() -> None:
    from kivy.app import App  # noqa: PLC0415 - see the head of this file
    from kivy.base import stopTouchApp  # noqa: PLC0415
    from kivy.clock import Clock  # noqa: PLC0415

    def stop(_elapsed_s: float) -> None:
        app = App.get_running_app()
        if app is not None:
            app.stop()
        else:
            stopTouchApp()

    Clock.schedule_once(stop, 0)


def _touch(name: str) -> Steps:
    from kivy.base import EventLoop  # noqa: PLC0415 - see the head of this file

    widget = _find(name)
    if widget is None:
        raise NotOnScreenError(name)
    finger = _finger(*widget.to_window(*widget.center))
    EventLoop.post_dispatch_input("begin", finger)
    yield
    EventLoop.post_dispatch_input("end", finger)


def _finger(x: float, y: float) -> Any:
    from kivy.core.window import Window  # noqa: PLC0415 - see the head of this file
    from kivy.input.motionevent import MotionEvent  # noqa: PLC0415

    class Finger(MotionEvent):  # type: ignore[misc]  # Kivy has no types
        def depack(self, args: dict[str, float]) -> None:
            self.sx, self.sy = args["sx"], args["sy"]
            self.profile = ["pos"]
            super().depack(args)

    place = {"sx": x / (Window.width - 1), "sy": y / (Window.height - 1)}
    return Finger("remote", 1, place, is_touch=True, type_id="touch")


def _until(holds: Callable[[], bool]) -> Steps:
    """True in two frames running: the frame between them was drawn."""
    times = 0
    while times < 2:
        times = times + 1 if holds() else 0
        if times < 2:
            yield


def _reads(name: str, text: str) -> bool:
    widget = _find(name)
    return widget is not None and text in _text_of(widget)


def _text(name: str) -> Steps:
    yield
    widget = _find(name)
    if widget is None:
        raise NotOnScreenError(name)
    return _text_of(widget)


def _text_of(widget: Any) -> str:
    # Kivy keeps the child added last at the front.
    parts = [getattr(widget, "text", ""), *(_text_of(child) for child in reversed(widget.children))]
    return _one_line(" ".join(part for part in parts if part)) if widget.opacity > 0 else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _find(name: str) -> Any | None:
    from kivy.core.window import Window  # noqa: PLC0415 - see the head of this file

    return next((widget for widget in _seen(Window.children) if getattr(widget, "name", None) == name), None)


def _seen(widgets: list[Any]) -> Iterator[Any]:
    """Everything that can be seen, what lies on top first."""
    for widget in widgets:
        if widget.opacity > 0:
            yield from _seen(widget.children)
            if widget.width > 0 and widget.height > 0 and _in_view(widget):
                yield widget


def _in_view(widget: Any) -> bool:
    """Its middle is inside the window, and inside all that it may be scrolled in."""
    from kivy.core.window import Window  # noqa: PLC0415 - see the head of this file
    from kivy.uix.stencilview import StencilView  # noqa: PLC0415

    x, y = widget.to_window(*widget.center)
    if not (0 <= x < Window.width and 0 <= y < Window.height):
        return False
    above = widget.parent
    while above is not None and above is not Window:
        if isinstance(above, StencilView):
            left, bottom = above.to_window(above.x, above.y)
            right, top = above.to_window(above.right, above.top)
            if not (left <= x < right and bottom <= y < top):
                return False
        above = above.parent
    return True


def _pixels() -> Steps:
    """The window's width, height and RGBA bytes, lowest line first, read between drawing and showing of a frame."""
    from kivy.core.window import Window  # noqa: PLC0415 - see the head of this file
    from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels  # noqa: PLC0415

    taken: list[tuple[int, int, bytes]] = []

    def take(_window: object) -> None:
        width, height = Window.system_size
        taken.append((width, height, glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)))

    Window.bind(on_flip=take)
    try:
        Window.canvas.ask_update()
        while not taken:
            yield
    finally:
        Window.unbind(on_flip=take)
    return taken[0]


def _save(pixels: tuple[int, int, bytes], file: Path) -> None:
    from PIL import Image  # noqa: PLC0415 - only a program that takes pictures needs it

    width, height, data = pixels
    picture = Image.frombytes("RGBA", (width, height), data).convert("RGB").transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    unfinished = file.with_name(f".{file.name}.part")
    picture.save(unfinished, "PNG")
    unfinished.replace(file)
