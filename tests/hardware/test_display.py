from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from hardware.display import (
    FontMissingError,
    FontUnusableError,
    FontWeight,
    PreparedTooLateError,
    chinese_font,
    has_display,
    prepare_window,
)
from hardware.display.fonts import DEBIAN_FOLDER

HANG_GUARD_S = 60

PROGRAM = """
import sys
from pathlib import Path
from hardware.display import FontWeight, chinese_font, prepare_window

prepare_window(1080, 1920, fullscreen=False, offscreen=True, title="取号")
from kivy.app import App
from kivy.config import Config
from kivy.core.window import Window
from kivy.uix.label import Label

class Hall(App):
    def build(self):
        Window.clearcolor = (1, 1, 1, 1)
        Window.bind(on_flip=self.take)
        font = chinese_font(FontWeight.BOLD, Path(sys.argv[1]))
        return Label(text="请把身份证放在这里 㐂", font_name=str(font), font_size=72, color=(0, 0, 0, 1))

    def take(self, window):
        window.screenshot(name=sys.argv[2])
        self.stop()

titles = []
Window.set_title = titles.append
Hall().run()
print(titles[-1], Window.size, Config.get("input", "mouse"), Config.get("kivy", "exit_on_escape"))
"""


def face(font: Path) -> tuple[str | None, str | None]:
    return ImageFont.truetype(str(font), 40).getname()


@pytest.mark.parametrize("weight", FontWeight)
def test_the_font_file_holds_the_simplified_chinese_face(tmp_path: Path, weight: FontWeight) -> None:
    font = chinese_font(weight, tmp_path / "fonts")
    collection = DEBIAN_FOLDER / f"NotoSansCJK-{weight.value}.ttc"
    assert face(font) == ("Noto Sans CJK SC", weight.value)
    ours = ImageFont.truetype(str(font), 40)
    theirs = next(
        candidate
        for candidate in (ImageFont.truetype(str(collection), 40, index=index) for index in range(10))
        if candidate.getname() == ("Noto Sans CJK SC", weight.value)
    )
    japanese = ImageFont.truetype(str(collection), 40, index=0)
    for text in ("直骨今", "㐂𠮷", "取号（3）〇"):
        assert bytes(ours.getmask(text)) == bytes(theirs.getmask(text))
    assert bytes(ours.getmask("直骨今")) != bytes(japanese.getmask("直骨今"))


def test_a_font_made_once_is_used_again_until_a_newer_one_is_installed(tmp_path: Path) -> None:
    font = chinese_font(FontWeight.REGULAR, tmp_path)
    font.write_bytes(b"kept")
    assert chinese_font(FontWeight.REGULAR, tmp_path).read_bytes() == b"kept"
    os.utime(font, (0, 0))
    assert face(chinese_font(FontWeight.REGULAR, tmp_path))[0] == "Noto Sans CJK SC"
    assert [path.name for path in tmp_path.iterdir()] == ["NotoSansCJKsc-Regular.otf"]


def test_every_table_lies_on_a_word_and_adds_up_to_its_checksum(tmp_path: Path) -> None:
    data = chinese_font(FontWeight.REGULAR, tmp_path).read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    for index in range(count):
        tag, checksum, place, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        table = data[place : place + length + -length % 4]
        assert place % 4 == 0
        assert sum(struct.unpack(f">{len(table) // 4}I", table)) & 0xFFFFFFFF == checksum, tag


def test_a_missing_font_names_the_package_to_install(tmp_path: Path) -> None:
    with pytest.raises(FontMissingError, match="apt install fonts-noto-cjk") as caught:
        chinese_font(FontWeight.REGULAR, tmp_path / "cache", source=tmp_path)
    assert (caught.value.code, caught.value.package) == ("font_missing", "fonts-noto-cjk")


@pytest.mark.parametrize("content", [b"", b"ttcf", b"OTTO" + bytes(100), b"ttcf" + struct.pack(">HHI", 2, 0, 0)])
def test_a_file_that_is_no_fitting_collection_is_refused_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "NotoSansCJK-Regular.ttc").write_bytes(content)
    with pytest.raises(FontUnusableError):
        chinese_font(FontWeight.REGULAR, tmp_path / "cache", source=tmp_path)
    assert not list((tmp_path / "cache").glob("*"))


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, False), ({"DISPLAY": ""}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)],
)
def test_a_display_is_one_that_is_named(environment: dict[str, str], *, expected: bool) -> None:
    assert has_display(environment) is expected


def test_a_window_comes_up_without_any_display_and_shows_chinese(tmp_path: Path) -> None:
    home, picture = tmp_path / "home", tmp_path / "picture.png"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KIVY", "SDL"))}
    environment |= {"HOME": str(home), "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, str(tmp_path / "program.py"), str(tmp_path / "fonts"), str(picture)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG_GUARD_S,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "取号 (1080, 1920) mouse,disable_multitouch 0\n", "")
    assert not list(home.iterdir())
    [taken] = tmp_path.glob("picture*.png")
    with Image.open(taken) as image:
        assert image.size == (1080, 1920)
        ink = image.convert("L").point(lambda level: 255 if level < 128 else 0).getbbox()
    assert ink is not None
    left, top, right, bottom = ink
    assert 700 < right - left < 800
    assert 55 < bottom - top < 90
    assert abs((left + right) / 2 - 540) < 10
    assert abs((top + bottom) / 2 - 960) < 20


def test_preparing_a_window_after_kivy_was_imported_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kivy", sys)
    with pytest.raises(PreparedTooLateError):
        prepare_window(100, 100, fullscreen=False, offscreen=True, title="x")
