"""What changes while somebody looks: from the hall's thread to every connection that is held open."""

from queue_server.web.live.history import JournalHistory
from queue_server.web.live.news import News, told_to

__all__ = ["JournalHistory", "News", "told_to"]
