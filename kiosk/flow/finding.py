"""Finding a service: by theme, by department, by typing; its guide, and what follows from it."""

from dataclasses import replace
from datetime import datetime

from kiosk.flow import inputs as given_by
from kiosk.flow.applying import tell_once
from kiosk.flow.effects import OpenGuide, PrintSheet, SearchCatalogue, SheetJob
from kiosk.flow.pages import ChooseEntry, ChooseShelf, Closed, FindBy, Page, ReadGuide, Search
from kiosk.flow.pursuing import pursue
from kiosk.flow.session import Session, on_page, onward
from kiosk.flow.shades import By, Paper
from kiosk.flow.steps import Step, Table
from kiosk.flow.typed import LETTERS
from kiosk.flow.wish import Goal, Wish

LONGEST_SEARCH = 16


def _by(session: Session, _page: FindBy, given: given_by.ByChosen, _now: datetime, _id: str) -> Step:
    return onward(session, ChooseShelf(given.by)), ()


def _search(session: Session, _page: FindBy, _given: object, _now: datetime, _id: str) -> Step:
    return onward(session, Search()), ()


def _shelf(session: Session, page: ChooseShelf, given: given_by.ShelfTouched, _now: datetime, _id: str) -> Step:
    theme, department = (given.shelf, None) if page.by is By.THEME else (None, given.shelf)
    wanted = SearchCatalogue(theme=theme, department=department)
    return onward(session, ChooseEntry(page.by, given.shelf)), (wanted,)


def _key(session: Session, page: Search, given: given_by.KeyTouched, _now: datetime, _id: str) -> Step:
    if given.key not in LETTERS or len(given.key) != 1 or len(page.text) >= LONGEST_SEARCH:
        return session, ()
    return _searched(session, page.text + given.key)


def _delete(session: Session, page: Search, _given: object, _now: datetime, _id: str) -> Step:
    return _searched(session, page.text[:-1])


def _searched(session: Session, text: str) -> Step:
    after = replace(session, page=Search(text))
    return after, (SearchCatalogue(text),) if text else ()


def _found(session: Session, page: ChooseEntry | Search, given: given_by.Found, _now: datetime, _id: str) -> Step:
    return replace(session, page=replace(page, found=given.entries)), ()


def _entry(session: Session, _page: Page, given: given_by.EntryTouched, _now: datetime, _id: str) -> Step:
    return session, (OpenGuide(given.code),)


def _guide(session: Session, _page: Page, given: given_by.GuideCame, _now: datetime, _id: str) -> Step:
    return (onward(session, ReadGuide(given.entry)), ()) if given.entry else (session, ())


def _part(session: Session, page: ReadGuide, given: given_by.PartChosen, _now: datetime, _id: str) -> Step:
    return on_page(session, replace(page, part=given.part, sheet=0)), ()


def _want(session: Session, page: ReadGuide, given: given_by.GoalChosen, now: datetime, fresh_id: str) -> Step:
    """A ticket for the item, a time, or to apply for it here."""
    if given.goal is Goal.APPLY:
        return tell_once(session, page.entry)
    item = session.around.item(page.entry.code)
    offered = item is not None and session.around.line
    if not offered or given.goal not in (Goal.TAKE, Goal.BOOK):
        return session, ()
    return pursue(session, Wish(given.goal, item=page.entry.code), now, fresh_id)


def _print(session: Session, page: ReadGuide, _given: object, _now: datetime, fresh_id: str) -> Step:
    if page.paper is Paper.PRINTING:
        return session, ()
    hall = session.around.hall.name if session.around.hall else {"zh": ""}
    job = SheetJob(fresh_id, page.entry, hall, page.entry.name, session.language)
    return on_page(session, replace(page, paper=Paper.PRINTING)), (PrintSheet(job),)


def _instead(session: Session, _page: Closed, given: given_by.GoalChosen, now: datetime, fresh_id: str) -> Step:
    """While the counters are closed the guides stay open."""
    return pursue(session, Wish(Goal.FIND), now, fresh_id) if given.goal is Goal.FIND else (session, ())


TABLE: Table = {
    (FindBy, given_by.ByChosen): _by,
    (FindBy, given_by.SearchTouched): _search,
    (ChooseShelf, given_by.ShelfTouched): _shelf,
    (Search, given_by.KeyTouched): _key,
    (Search, given_by.DeleteTouched): _delete,
    **{(page, given_by.Found): _found for page in (ChooseEntry, Search)},
    **{(page, given_by.EntryTouched): _entry for page in (ChooseEntry, Search)},
    **{(page, given_by.GuideCame): _guide for page in (ChooseEntry, Search)},
    (ReadGuide, given_by.PartChosen): _part,
    (ReadGuide, given_by.GoalChosen): _want,
    (ReadGuide, given_by.PrintTouched): _print,
    (Closed, given_by.GoalChosen): _instead,
}
