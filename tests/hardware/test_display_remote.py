"""The remote of a Kivy program: each order is answered by one line, and what it says is so."""

from __future__ import annotations

import queue
import subprocess
import sys
import textwrap
import threading
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from hardware.display.remote import Order, parse_order
from hardware.errors import BadCommandError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HANG_S = 60

PROGRAM = textwrap.dedent(
    """
    import sys
    import structlog
    from hardware.display import prepare_window
    from hardware.display.remote import start_remote

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    prepare_window(401, 300, fullscreen=False, offscreen=True, title="remote")

    from kivy.app import App
    from kivy.clock import Clock
    from kivy.uix.button import Button
    from kivy.uix.floatlayout import FloatLayout
    from kivy.uix.label import Label
    from kivy.uix.scrollview import ScrollView

    class Page(App):
        def build(self):
            self.touches = 0
            root = FloatLayout()
            self.page = page = FloatLayout()
            page.name = "page"
            button = named(Button(text="press", size_hint=(None, None), size=(120, 60), pos=(20, 20)), "button")
            button.background_normal, button.background_color = "", (1, 0, 0, 1)
            button.bind(on_release=self.pressed)
            page.add_widget(button)
            page.add_widget(named(Label(text="hidden", opacity=0), "hidden"))
            page.add_widget(named(Label(text="away", size_hint=(None, None), pos=(900, 900)), "away"))
            self.label = named(Label(text="two\\nlines", size_hint=(None, None), pos=(200, 150)), "label")
            page.add_widget(self.label)
            column = FloatLayout(size_hint=(1, None), height=2000)
            column.add_widget(named(Label(text="far", size_hint=(None, None), pos=(0, 10)), "far"))
            column.add_widget(named(Label(text="below", size_hint=(None, None), pos=(0, 1800)), "below"))
            scroll = ScrollView(size_hint=(None, None), size=(100, 100), pos=(300, 100))
            scroll.add_widget(column)
            page.add_widget(scroll)
            root.add_widget(page)
            return root

        def pressed(self, button):
            self.touches += 1
            self.label.text = f"pressed {self.touches}"
            if self.touches == 2:
                Clock.schedule_once(lambda _: self.page.remove_widget(self.label), 0.1)

        def on_start(self):
            start_remote(sys.stdin, sys.stdout, patience_s=PATIENCE)

    def named(widget, name):
        widget.name = name
        return widget

    Page().run()
    print("the program ended by itself")
    """
)


class Program:
    def __init__(self, folder: Path, patience_s: float) -> None:
        # A file of its own: Kivy looks for the source of an App.
        code = folder / "page.py"
        code.write_text(PROGRAM.replace("PATIENCE", str(patience_s)))
        self.process = subprocess.Popen(
            [sys.executable, str(code)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self._answers.put(line.rstrip("\n"))
        self._answers.put("no more answers")

    def answer(self) -> str:
        return self._answers.get(timeout=HANG_S)

    def ask(self, order: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        return self.answer()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(HANG_S)
        self._listener.join(HANG_S)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()


@pytest.fixture
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program(tmp_path_factory.mktemp("program"), patience_s=30)
    yield program
    program.end()


@pytest.fixture
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program(tmp_path_factory.mktemp("program"), patience_s=0.3)
    yield program
    program.end()


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("touch take-ticket", Order("touch", "take-ticket")),
        ("  wait  done \n", Order("wait", "done")),
        ("read number A012 now", Order("read", "number", "A012 now")),
        ("picture build/demo/01 start.png", Order("picture", "build/demo/01 start.png")),
        ("quit", Order("quit")),
    ],
)
def test_an_order_is_a_verb_a_name_and_for_read_a_text(line: str, order: Order) -> None:
    assert parse_order(line) == order


@pytest.mark.parametrize("line", ["", "jump", "touch", "wait ", "read number", "picture", "quit now", "Touch a"])
def test_what_is_no_order_is_refused_with_what_was_expected(line: str) -> None:
    with pytest.raises(BadCommandError, match="read NAME TEXT"):
        parse_order(line)


def test_a_touch_presses_what_a_finger_would_press(program: Program) -> None:
    assert program.ask("wait button") == "ok wait button"
    assert program.ask("text label") == "ok two lines"
    assert program.ask("touch button") == "ok touch button"
    assert program.ask("read label pressed 1") == "ok read label pressed 1"
    assert program.ask("text page") == "ok press away pressed 1 far below"


def test_gone_waits_until_a_widget_is_off_the_screen(program: Program) -> None:
    assert program.ask("touch button") == "ok touch button"
    assert program.ask("touch button") == "ok touch button"
    assert program.ask("gone label") == "ok gone label"
    assert program.ask("text label") == "error nothing called 'label' is on screen"


def test_what_cannot_be_seen_cannot_be_touched(program: Program) -> None:
    assert program.ask("wait page") == "ok wait page"
    for name in ("nobody", "hidden", "away", "far", "below"):
        assert program.ask(f"touch {name}") == f"error nothing called '{name}' is on screen"


def test_an_order_that_cannot_be_fulfilled_is_given_up_and_the_next_is_carried_out(impatient: Program) -> None:
    assert impatient.ask("wait hidden") == "error wait hidden: gave up after 0.3 s"
    assert impatient.ask("read label three") == "error read label three: gave up after 0.3 s"
    assert impatient.ask("jump").startswith("error 'jump': expected ")
    assert impatient.ask("text label") == "ok two lines"


def test_a_picture_is_complete_when_it_is_answered(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "page.png"
    assert program.ask("wait button") == "ok wait button"
    assert program.ask(f"picture {file}") == f"ok picture {file}"
    with Image.open(file) as picture:
        picture.load()
        assert picture.size == (401, 300)
        # The button's lower left corner, from above.
        assert picture.getpixel((25, 300 - 25)) == (255, 0, 0)
        assert picture.getpixel((25, 25)) == (0, 0, 0)
    assert list(tmp_path.iterdir()) == [file]


def test_a_picture_that_cannot_be_written_is_an_error_and_not_the_end(program: Program, tmp_path: Path) -> None:
    assert program.ask(f"picture {tmp_path / 'nowhere' / 'page.png'}").startswith("error ")
    assert program.ask("wait button") == "ok wait button"


def test_quit_is_answered_and_ends_the_program(program: Program) -> None:
    assert program.ask("quit") == "ok quit"
    assert program.answer() == "the program ended by itself"
    assert program.process.wait(HANG_S) == 0


def test_the_end_of_the_input_ends_the_program(program: Program) -> None:
    assert program.ask("wait button") == "ok wait button"
    assert program.process.stdin is not None
    program.process.stdin.close()
    assert program.answer() == "the program ended by itself"
    assert program.process.wait(HANG_S) == 0
