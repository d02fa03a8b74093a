"""Whether the holder of a ticket or an appointment is told things by SMS, and how they ask for silence."""

from fastapi.concurrency import run_in_threadpool

from queue_server.notices.opening import Notices

NO_SMS = "no_sms"
"""What a page says once, after its holder asked for silence."""


class HolderSms:
    """``of`` names what is held, as :func:`queue_server.notices.notice.subject` does. Of a hall without notices it says
    that nobody is told anything.
    """

    def __init__(self, notices: Notices | None) -> None:
        self._notices = notices

    async def is_told(self, of: str, said: str | None) -> bool:
        """Whether messages go to its number; not any more where that was just ``said``."""
        if self._notices is None or said == NO_SMS:
            return False
        return await run_in_threadpool(_is_told, self._notices, of)

    def stop(self, of: str) -> None:
        """Nothing goes to its number any more, whatever it is given for."""
        if self._notices is not None:
            self._notices.stop_telling(of)


def _is_told(notices: Notices, of: str) -> bool:
    with notices.reader() as reader:
        return reader.is_told(of)
