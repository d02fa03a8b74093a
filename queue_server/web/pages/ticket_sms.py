"""Whether the holder of a ticket is told things by SMS, and how they ask for silence."""

from fastapi.concurrency import run_in_threadpool

from queue_server.notices.opening import Notices


class TicketSms:
    """Of a hall without notices it says that nobody is told anything."""

    def __init__(self, notices: Notices | None) -> None:
        self._notices = notices

    async def is_told(self, ticket_id: str) -> bool:
        """Whether messages go to the number of this ticket."""
        return self._notices is not None and await run_in_threadpool(_is_told, self._notices, ticket_id)

    def stop(self, ticket_id: str) -> None:
        """Nothing goes to the number of this ticket any more, whatever it is given for."""
        if self._notices is not None:
            self._notices.stop_telling(ticket_id)


def _is_told(notices: Notices, ticket_id: str) -> bool:
    with notices.reader() as reader:
        return reader.is_told(ticket_id)
