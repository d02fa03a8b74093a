"""The catalogue as the flow sees it."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.catalogue import CATALOGUE_NAME
from kiosk.flow.effects import LookUpOwnQuestions, OpenGuide, SearchCatalogue
from kiosk.flow.inputs import Found, GuideCame, OwnQuestionsCame
from kiosk.library import Library
from queue_server.catalogue import write_catalogue
from tests.kiosk.hall import applied_for, entry


def library(folder: Path) -> Library:
    made = Library(folder, "chancheng", post=lambda work: work(), dice=lambda: 0.5)
    made.start(lambda: None)
    return made


@pytest.fixture
def filled(tmp_path: Path) -> Library:
    write_catalogue(tmp_path / CATALOGUE_NAME, "version-1", [entry()])
    return library(tmp_path)


def test_what_was_fetched_before_is_there_without_a_line(filled: Library) -> None:
    assert filled.shelves is not None
    assert [shelf.name["zh"] for shelf in filled.shelves.themes] == ["户籍"]
    assert [shelf.name["zh"] for shelf in filled.shelves.departments] == ["公安局"]


def test_a_shelf_a_search_and_a_guide_are_looked_up(filled: Library) -> None:
    on_shelf = filled.answer(SearchCatalogue(theme="户籍"))
    assert isinstance(on_shelf, Found)
    assert [found.code for found in on_shelf.entries] == ["household-move-in"]
    assert filled.answer(SearchCatalogue("move")) == on_shelf
    assert filled.answer(OpenGuide("household-move-in")) == GuideCame(entry())
    assert filled.answer(OpenGuide("no-such-code")) == GuideCame(None)


def test_the_questions_whose_answers_people_keep_come_from_all_forms(tmp_path: Path) -> None:
    write_catalogue(tmp_path / CATALOGUE_NAME, "version-1", [replace(entry(), code="without-a-form"), applied_for()])
    told = library(tmp_path).answer(LookUpOwnQuestions())
    assert isinstance(told, OwnQuestionsCame)
    assert {name: question.words("zh") for name, question in told.questions.items()} == {
        "home_address": "现在的住址",
        "phone": "手机号码",
    }


def test_without_a_catalogue_nothing_is_found_and_nothing_fails(tmp_path: Path) -> None:
    empty = library(tmp_path)
    assert empty.shelves is None
    assert empty.answer(SearchCatalogue("move")) == Found(())
    assert empty.answer(OpenGuide("household-move-in")) == GuideCame(None)
    assert empty.answer(LookUpOwnQuestions()) == OwnQuestionsCame({})


def test_a_catalogue_that_breaks_under_way_is_logged_and_nothing_is_found(filled: Library, tmp_path: Path) -> None:
    assert filled._keeper.catalogue is not None
    filled._keeper.catalogue._connection.execute("DROP TABLE entry")
    assert filled.answer(SearchCatalogue(theme="户籍")) == Found(())
    assert filled.answer(OpenGuide("household-move-in")) == GuideCame(None)
