"""The hall file: read, checked, and every mistake told at once with its place and what was expected."""

from queue_server.service.hall_file._load import HallFileError, HallSetup, load_hall_file, read_hall_text
from queue_server.service.hall_file._model import WEEKDAYS
from queue_server.service.hall_file._places import Mistake

__all__ = ["WEEKDAYS", "HallFileError", "HallSetup", "Mistake", "load_hall_file", "read_hall_text"]
