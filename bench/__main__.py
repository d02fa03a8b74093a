from pathlib import Path

from bench import (
    board_memory,
    call_to_pixel,
    case_page,
    cases,
    catalogue,
    citizen_pages,
    command_round_trip,
    consoles,
    devices,
    hall_engine,
    idle,
    kiosk_use,
    manager_page,
    notices,
    year,
)
from bench._figures import table, write_json
from onedoor.logs import set_up_logs

set_up_logs("error")
figures = [
    *hall_engine.measure(),
    *year.measure(),
    *catalogue.measure(),
    *command_round_trip.measure(),
    *call_to_pixel.measure(),
    *board_memory.measure(),
    *devices.measure(),
    *notices.measure(),
    *cases.measure(),
    *case_page.measure(),
    *citizen_pages.measure(),
    *consoles.measure(),
    *manager_page.measure(),
    *idle.measure(),
    *kiosk_use.measure(),
]
print(table(figures))
write_json(figures, Path("build/bench.json"))
