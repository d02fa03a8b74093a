"""What happened to one case, in words. Pure."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from queue_server.domain.hall import Hall, Text
from queue_server.journal import Recorded
from queue_server.web.case_names import reason_name
from queue_server.web.language import Language, in_language
from queue_server.web.words.case_history import CASE_HISTORY, COURIERS
from queue_server.web.words.cases import CASES


@dataclass(frozen=True, slots=True)
class CaseStory:
    """Makes sentences of events. ``papers`` are names by kind, ``name_of`` tells what a staff number is called."""

    hall: Hall
    papers: Mapping[str, Text]
    name_of: Callable[[str], str]
    language: Language

    def lines(self, events: Iterable[Recorded]) -> Iterator[tuple[str, str]]:
        """The time and the sentence of each step."""
        words = CASE_HISTORY[self.language]
        for event in events:
            data = json.loads(event.data)
            if (sentence := words.get(_name(event.type, data))) is not None:
                yield f"{self.hall.local(event.at):%m-%d %H:%M}", sentence.format(**self._named(data))

    def _named(self, data: Mapping[str, Any]) -> dict[str, str]:
        """What a sentence may speak of; what the event does not say is a dash."""
        words, hall, language = CASES[self.language], self.hall, self.language
        locker = hall.lockers.get(data.get("locker") or "")
        operator, paper = data.get("operator"), data.get("paper")
        reasons = [reason_name(hall, reason) for reason in data.get("reasons", ())]
        return {
            "operator": f"{self.name_of(operator)} {operator}" if operator else "–",
            "due_on": str(data.get("due_on") or "–")[5:] or "–",
            "reasons": "、".join(in_language(reason, language) for reason in reasons),
            "locker": in_language(locker.name, language) if locker else str(data.get("locker")),
            "compartment": str(data.get("compartment")),
            "courier": COURIERS[language].get(str(data.get("courier")), str(data.get("courier"))),
            "limit": words.get(f"limit_{data.get('limit')}", ""),
            "paper": in_language(self.papers.get(paper, {"zh": paper}), language) if paper else "",
        }


def _name(kind: str, data: Mapping[str, Any]) -> str:
    """The name of the sentence."""
    match kind:
        case "case_decided":
            return f"case_{data['outcome']}"
        case "case_ready" | "case_collected":
            return f"{kind}_{data['place']}"
        case "consent_given":
            return f"consent_{data['purpose']}"
        case "locker_released" if data.get("operator"):
            return "locker_released_staff"
        case _:
            return kind
