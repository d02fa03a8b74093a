"""The hall board as the command line starts it, with one invented fault: the number BOOM cannot be pictured."""

import json
import logging
import sys
from datetime import datetime
from pathlib import Path

import structlog

from queue_server.contract.address import BrokerAddress
from screens.board import picture
from screens.board.seen import Seen
from screens.program import HallBoardSettings, run_hall_board


def main() -> int:
    given = json.loads(sys.argv[1])
    logging.basicConfig(stream=sys.stderr)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    draw = picture.picture_of

    def faulty(seen: Seen, hall_id: str, now: datetime) -> picture.BoardPicture:
        drawn = draw(seen, hall_id, now)
        if drawn.headline is not None and drawn.headline.number == "BOOM":
            raise RuntimeError("an invented fault")
        return drawn

    picture.picture_of = faulty
    return run_hall_board(
        HallBoardSettings(
            hall="street",
            broker=BrokerAddress("127.0.0.1", given["port"]),
            client="hall-board",
            cache=Path(given["cache"]),
            offscreen=True,
            remote=True,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
