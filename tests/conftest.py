"""What holds for every test: the same examples each time, and no verdict by the clock."""

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
