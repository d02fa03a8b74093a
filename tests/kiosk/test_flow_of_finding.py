"""Finding a service, and what its guide leads to."""

from dataclasses import replace

from kiosk.flow import inputs
from kiosk.flow.advance import begin
from kiosk.flow.effects import Ask, OpenGuide, PrintSheet, SearchCatalogue
from kiosk.flow.finding import LONGEST_SEARCH
from kiosk.flow.pages import ChooseEntry, ChooseShelf, ChooseSlot, Closed, Confirm, FindBy, Identify, ReadGuide, Search
from kiosk.flow.session import Surroundings
from kiosk.flow.shades import By, Paper, Part
from kiosk.flow.wish import Goal
from queue_server.contract.commands import IssueTicket, ListSlots, Printed
from queue_server.contract.views import SlotsReply
from tests.kiosk.hall import AROUND, CLOSED, NOW, PERSON, SLOTS, entry, found
from tests.kiosk.visit import Visit


def finding(around: Surroundings = AROUND) -> Visit:
    visit = Visit(begin(around)[0])
    visit.give(inputs.GoalChosen(Goal.FIND))
    assert visit.page() == FindBy()
    return visit


def reading(around: Surroundings = AROUND) -> Visit:
    visit = finding(around)
    visit.give(inputs.ByChosen(By.THEME), inputs.ShelfTouched("户籍"), inputs.Found(found(2)))
    visit.give(inputs.EntryTouched("household-0"), inputs.GuideCame(entry()))
    assert visit.page() == ReadGuide(entry())
    return visit


def test_a_theme_leads_to_its_entries_and_these_to_their_guides() -> None:
    visit = finding()
    visit.give(inputs.ByChosen(By.THEME))
    assert visit.give(inputs.ShelfTouched("户籍")) == [SearchCatalogue(theme="户籍")]
    visit.give(inputs.Found(found(2)))
    assert visit.page() == ChooseEntry(By.THEME, "户籍", found(2))
    assert visit.give(inputs.EntryTouched("household-0")) == [OpenGuide("household-0")]


def test_so_does_a_department() -> None:
    visit = finding()
    visit.give(inputs.ByChosen(By.DEPARTMENT))
    assert visit.give(inputs.ShelfTouched("公安局")) == [SearchCatalogue(department="公安局")]


def test_every_letter_searches_anew_and_none_finds_nothing() -> None:
    visit = finding()
    visit.give(inputs.SearchTouched())
    assert visit.give(inputs.KeyTouched("H")) == [SearchCatalogue("H")]
    assert visit.give(inputs.KeyTouched("K")) == [SearchCatalogue("HK")]
    visit.give(inputs.Found(found(3)))
    assert visit.page() == Search("HK", found(3))
    assert visit.give(inputs.DeleteTouched()) == [SearchCatalogue("H")]
    assert visit.give(inputs.DeleteTouched()) == []
    assert visit.page() == Search()


def test_only_letters_can_be_searched_for_and_not_without_end() -> None:
    visit = finding()
    visit.give(inputs.SearchTouched(), *(inputs.KeyTouched(key) for key in "1*\u6237"))
    assert visit.page() == Search()
    visit.give(*(inputs.KeyTouched("A") for _ in range(40)))
    assert visit.page() == Search("A" * LONGEST_SEARCH)


def test_back_leads_through_the_pages_as_they_were_left() -> None:
    visit = reading()
    visit.give(inputs.PartChosen(Part.MATERIALS), inputs.BackTouched())
    assert visit.page() == ChooseEntry(By.THEME, "户籍", found(2))
    visit.give(inputs.BackTouched())
    assert visit.page() == ChooseShelf(By.THEME)
    visit.give(inputs.BackTouched())
    assert visit.page() == FindBy()


def test_an_entry_that_is_gone_leaves_the_page_as_it_is() -> None:
    visit = finding()
    visit.give(inputs.SearchTouched(), inputs.KeyTouched("H"), inputs.Found(found(1)))
    visit.give(inputs.EntryTouched("household-0"), inputs.GuideCame(None))
    assert visit.page() == Search("H", found(1))


def test_a_ticket_is_taken_for_the_item_of_the_guide() -> None:
    visit = reading()
    visit.give(inputs.GoalChosen(Goal.TAKE))
    assert visit.page() == Identify()
    visit.give(inputs.CardLaid(PERSON), inputs.ConfirmTouched())
    [sent] = visit.sent(IssueTicket)
    assert isinstance(sent.command.data, IssueTicket)
    assert (sent.command.data.queue, sent.command.data.item) == ("household", "household-move-in")


def test_back_from_the_confirmation_leads_to_the_guide_again() -> None:
    visit = reading()
    visit.give(inputs.GoalChosen(Goal.TAKE), inputs.WithoutIdentityTouched())
    assert visit.page() == Confirm("household", "household-move-in")
    visit.give(inputs.BackTouched())
    assert visit.page() == ReadGuide(entry())


def test_a_time_is_booked_for_the_item_of_the_guide() -> None:
    visit = reading()
    effects = visit.give(inputs.GoalChosen(Goal.BOOK))
    [asked] = [each for each in effects if isinstance(each, Ask)]
    assert asked.command.data == ListSlots(item="household-move-in", date=NOW.date())
    visit.give(inputs.Answered(asked.command.id, ListSlots, SlotsReply(slots=SLOTS)))
    assert visit.page() == ChooseSlot("household-move-in", NOW.date(), SLOTS)


def test_outside_the_hours_the_guide_offers_the_next_time_instead_of_a_ticket() -> None:
    visit = reading(replace(AROUND, hall=CLOSED))
    visit.give(inputs.GoalChosen(Goal.TAKE))
    assert visit.page() == Closed()
    [asked] = [each for each in visit.give(inputs.InsteadTouched()) if isinstance(each, Ask)]
    assert asked.command.data == ListSlots(item="household-move-in", date=NOW.date())


def test_without_a_line_guides_are_read_and_nothing_is_promised() -> None:
    visit = reading(replace(AROUND, line=False))
    visit.give(inputs.GoalChosen(Goal.TAKE))
    assert visit.page() == ReadGuide(entry())


def test_the_list_of_materials_is_printed_once_and_what_became_of_it_is_said() -> None:
    visit = reading()
    [printing] = [each for each in visit.give(inputs.PrintTouched()) if isinstance(each, PrintSheet)]
    assert visit.page() == ReadGuide(entry(), paper=Paper.PRINTING)
    assert visit.give(inputs.PrintTouched()) == []
    assert visit.give(inputs.PrintEnded(printing.job, Printed.NO, "out", "code")) == []
    assert visit.page() == ReadGuide(entry(), paper=Paper.NO)


def test_a_list_that_was_printed_for_somebody_who_has_left_changes_nothing() -> None:
    visit = reading()
    [printing] = [each for each in visit.give(inputs.PrintTouched()) if isinstance(each, PrintSheet)]
    visit.give(inputs.HomeTouched())
    before = visit.session
    visit.give(inputs.PrintEnded(printing.job, Printed.YES, "ok", None))
    assert visit.session == before
