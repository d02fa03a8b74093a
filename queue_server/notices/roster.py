"""The providers of a hall in their order: how each is doing, and how much it has in hand."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

import structlog

from queue_server.notices.notice import Notice
from queue_server.notices.outcomes import NoWord, Refusal, Refused, Word
from queue_server.notices.patience import WELL, Standing, TakeOver, after_failure
from queue_server.notices.providers import ProviderPlan


class Roster:
    """Belongs to the hall's thread. It is of this moment alone: nothing of it is kept."""

    def __init__(self, plans: Iterable[ProviderPlan], rule: TakeOver) -> None:
        self.plans: Mapping[str, ProviderPlan] = {plan.id: plan for plan in plans}
        self.in_hand: Counter[str] = Counter()
        self._rule = rule
        self._standings = dict.fromkeys(self.plans, WELL)
        self.troubles: dict[str, str | None] = {}
        """Why a provider is left alone, none of one that works; of one that never said a word nothing is known."""
        self._log = structlog.get_logger("notices")

    def standing(self, provider: str) -> Standing:
        return self._standings[provider]

    def fitting(self, notice: Notice) -> list[ProviderPlan]:
        """Who can send a notice, in the hall's order."""
        return [
            plan
            for plan in self.plans.values()
            if notice.wanted_provider in (None, plan.id)
            and plan.id not in notice.refused_by
            and (plan.codes is None or plan.code(notice.step, notice.language))
        ]

    def room(self, provider: str) -> int:
        """How much may be handed to a provider now: after a rest one at a time, until it has done one."""
        most = 1 if self._standings[provider].rests else self.plans[provider].at_once
        return most - self.in_hand[provider]

    def heard(self, provider: str, word: Word, now: datetime) -> None:
        """A provider said something to a message: it is well, or it fails."""
        before = self._standings[provider]
        failure = _failure(word)
        if failure is None:
            after = WELL
        else:
            code, ill = failure
            after = after_failure(before, self._rule, now, code, ill=ill)
        self._standings[provider] = after
        if failure is None or after.rests:
            self.troubles[provider] = after.code
        if after.rests and not before.rests:
            self._log.error("notice_provider_fails", provider=provider, code=after.code)
        elif before.rests and not after.rests:
            self._log.info("notice_provider_back", provider=provider)


def _failure(word: Word) -> tuple[str, bool] | None:
    """The code of a provider's failure and whether it is ill; none where it did well or the message was the reason."""
    match word:
        case NoWord():
            return word.code, False
        case Refused(Refusal.BUSY):
            return word.code, False
        case Refused(Refusal.ILL):
            return word.code, True
        case _:
            return None
