"""A screen as the command line starts it, with one invented fault: the number BOOM cannot be pictured on a board."""

import json
import logging
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from hardware.drivers import installed_drivers, load_driver
from queue_server.contract.address import BrokerAddress
from screens.board.seen import Seen
from screens.hall_board import picture
from screens.program import (
    OpenSign,
    ScreenSettings,
    run_hall_board,
    run_wall,
    run_window_plate,
    run_window_sign,
)
from screens.rules import ScreenRules
from screens.screen_file import load_screen_file


def main() -> int:
    given = json.loads(sys.argv[1])
    logging.basicConfig(stream=sys.stderr)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    draw = picture.picture_of

    def faulty(seen: Seen, rules: ScreenRules, room: picture.Room, hall_id: str, now: datetime) -> picture.BoardPicture:
        drawn = draw(seen, rules, room, hall_id, now)
        if drawn.headline is not None and drawn.headline.number == "BOOM":
            raise RuntimeError("an invented fault")
        return drawn

    picture.picture_of = faulty
    return _run(given)


def _run(given: dict[str, Any]) -> int:
    file = given.get("settings")
    settings = ScreenSettings(
        hall="street",
        broker=BrokerAddress("127.0.0.1", given["port"]),
        client=given.get("client", "hall-board"),
        cache=Path(given["cache"]),
        rules=load_screen_file(Path(file)) if file else ScreenRules(),
        width=given.get("width", 1920),
        height=given.get("height", 1080),
        offscreen=True,
        remote=True,
    )
    match given.get("kind"):
        case "window_plate":
            return run_window_plate(settings, given["window"], _sign(given["sign"]) if "sign" in given else None)
        case "window_sign":
            return run_window_sign(settings, given["window"], _sign(given["sign"]))
        case "wall":
            return run_wall(settings)
    return run_hall_board(settings)


def _sign(url: str) -> OpenSign:
    driver = load_driver("window_sign", "onbon-bx", installed_drivers("window_sign"))
    return lambda: driver.open(url)


if __name__ == "__main__":
    sys.exit(main())
