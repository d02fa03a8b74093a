"""Applications at the terminal: what is read and handed in over HTTP, for the person who stands here."""

from kiosk.cases.desk import CaseDesk
from kiosk.cases.line import CaseLine, CaseLineError, LineBrokenError
from kiosk.cases.page_post import PagePost
from kiosk.cases.token_file import TokenFileError, read_token_file

__all__ = ["CaseDesk", "CaseLine", "CaseLineError", "LineBrokenError", "PagePost", "TokenFileError", "read_token_file"]
