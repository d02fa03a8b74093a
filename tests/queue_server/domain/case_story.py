"""A hall with a locker, and somebody who applies for a residence permit there."""

from dataclasses import replace
from datetime import date, datetime

from queue_server.domain.cases import commands
from queue_server.domain.cases.case import Case, Compartment
from queue_server.domain.cases.rules import CasePlan, CaseRules, Locker, PaperRule
from queue_server.domain.day import due
from queue_server.domain.evolve import evolve_all
from queue_server.domain.hall import Hall
from tests.queue_server.conftest import SHANGHAI, Story, make_hall

PLAN = CasePlan(
    papers=(
        PaperRule("id_card", pages=2),
        PaperRule("lease", pages=3, later_days=3),
        PaperRule("photo", required=False),
    ),
    promised_days=5,
    legal_days=10,
)
NO_PAPERS = CasePlan(papers=(), promised_days=0)


def case_hall(hall: Hall | None = None, **rules: int) -> Hall:
    """With a locker of two compartments beside the kiosk kiosk-01, and another one of one compartment."""
    lockers = {
        "lobby": Locker("lobby", "kiosk-01", 2, {"zh": "大厅取件柜"}),
        "street": Locker("street", "kiosk-02", 1, {"zh": "门外取件柜"}),
    }
    return replace(hall or make_hall(), lockers=lockers, cases=CaseRules(**rules))


class Applying(Story):
    """Friday, nine o'clock; people apply at a terminal."""

    def __init__(self, hall: Hall | None = None) -> None:
        super().__init__(hall or case_hall())
        self.pickups = 0

    def case(self, case: str = "c1") -> Case:
        return self.state.shelf.cases[case]

    def start(self, case: str = "c1", person: str = "p", item: str = "move-in", plan: CasePlan | None = PLAN) -> Case:
        self.accepted(commands.StartCase(case, f"CODE{case}", item, person, "kiosk", plan))
        return self.case(case)

    def page(self, paper: str, page: str, case: str = "c1", person: str | None = "p") -> None:
        self.accepted(self.a_page(paper, page, case, person))

    def a_page(self, paper: str, page: str, case: str = "c1", person: str | None = "p") -> commands.AddPage:
        return commands.AddPage(case, person, paper, page, 1000, "0" * 64)

    def fill(self, case: str = "c1", person: str = "p") -> None:
        self.accepted(commands.SaveCase(case, person, 4))
        for paper in (paper.kind for paper in self.case(case).papers if paper.required):
            self.page(paper, f"{paper}-1", case, person)

    def submit(self, case: str = "c1", person: str = "p") -> Case:
        self.accepted(commands.SubmitCase(case, person, "locker"))
        return self.case(case)

    def submitted(self, case: str = "c1", person: str = "p") -> Case:
        self.start(case, person)
        self.fill(case, person)
        return self.submit(case, person)

    def accepted_case(self, case: str = "c1", person: str = "p") -> Case:
        self.submitted(case, person)
        self.accepted(commands.AcceptCase(case, "1001"))
        return self.case(case)

    def approved(self, case: str = "c1", person: str = "p") -> Case:
        self.accepted_case(case, person)
        self.accepted(commands.DecideCase(case, "1001", "approved"))
        return self.case(case)

    def ready(self, case: str = "c1", person: str = "p", locker: str | None = "lobby") -> Case:
        self.approved(case, person)
        self.accepted(self.put(case, locker))
        return self.case(case)

    def put(self, case: str = "c1", locker: str | None = "lobby") -> commands.MarkReady:
        self.pickups += 1
        return commands.MarkReady(case, "1001", "locker", f"PICK{self.pickups}", locker)

    def opened(self, number: int = 1, opened: str = "yes", client: str = "kiosk-01") -> None:
        self.accepted(commands.ReportLocker(client, Compartment("lobby", number), opened))

    def on(self, day: str, clock: str = "00:01") -> list[str]:
        """What the clock has brought by then, as ``type`` of each event; day by day, as it ticks."""
        until = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SHANGHAI)
        brought = []
        while self.now < until:
            midnight = datetime.combine(date.fromordinal(self.now.date().toordinal() + 1), until.time(), SHANGHAI)
            self.now = min(until, midnight)
            brought += self.tick()
        return brought

    def tick(self) -> list[str]:
        happened = due(self.state, self.now)
        self.state = evolve_all(self.state, happened)
        self.happened.extend(happened)
        return [event.type for event in happened if event.type not in ("day_started", "counters_closed")]
