"""What the pages say to citizens, in both languages: short sentences spoken to a person."""

from collections.abc import Mapping

from queue_server.web.language import Language

Words = Mapping[Language, Mapping[str, str]]
"""By language, then by name; both languages have the same names."""
