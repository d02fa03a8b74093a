"""The hall where people apply, seen from a back office."""

from tests.queue_server.cases.conftest import catalogue_file

__all__ = ["catalogue_file"]
