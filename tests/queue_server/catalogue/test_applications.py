"""Forms are questions that a terminal can ask, and answers are held against them."""

import copy

import pytest
from pydantic import TypeAdapter, ValidationError

from queue_server.catalogue import AnswerForm, Application
from queue_server.catalogue.files import shipped_entries

APPLICATION = TypeAdapter(Application)
FORM = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "reason": {
            "words": {"zh": "原因"},
            "pad": "choice",
            "oneOf": [{"const": "work", "words": {"zh": "就业"}}, {"const": "home", "words": {"zh": "住所"}}],
        },
        "since": {"words": {"zh": "日期"}, "pad": "date", "type": "string", "format": "date"},
        "phone": {
            "words": {"zh": "手机"},
            "pad": "digits",
            "type": "string",
            "pattern": "^1[0-9]{10}$",
            "space": "phone",
        },
        "employer": {"words": {"zh": "单位"}, "pad": "text", "type": "string", "maxLength": 20, "space": "employer"},
    },
    "required": ["reason", "phone"],
    "allOf": [
        {
            "if": {"properties": {"reason": {"const": "work"}}, "required": ["reason"]},
            "then": {"required": ["employer"]},
        }
    ],
}
SHIPPED = [entry for entry in shipped_entries() if entry.application is not None]


def changed(**question):
    form = copy.deepcopy(FORM)
    form["properties"]["since"] |= question
    return form


def without(*keys):
    return {key: value for key, value in FORM.items() if key not in keys}


@pytest.fixture
def form():
    return AnswerForm(FORM)


def test_a_form_that_can_be_asked_is_taken():
    assert APPLICATION.validate_python({"form": FORM}).form == FORM


@pytest.mark.parametrize(
    "form",
    [
        {"type": 5},
        without("properties"),
        without("additionalProperties"),
        {**FORM, "required": ["nothing"]},
        changed(pad="handwriting"),
        changed(words={"en": "Since"}),
        changed(words="since"),
        changed(help={"zh": ""}),
        changed(card="shoe_size"),
        changed(space="with a space"),
        changed(pad="choice"),
        changed(oneOf=[{"const": "x"}]),
        changed(type="string", format=None),
        changed(pattern="("),
        {**FORM, "properties": {**FORM["properties"], "x y": FORM["properties"]["phone"]}},
        {**FORM, "properties": {"a": {"$ref": "http://127.0.0.1/schema"}}},
        {**FORM, "properties": {f"q{number}": FORM["properties"]["phone"] for number in range(101)}},
    ],
    ids=range(17),
)
def test_a_form_that_cannot_be_asked_is_a_mistake_of_the_file(form):
    with pytest.raises(ValidationError):
        APPLICATION.validate_python({"form": form})


def test_an_answer_without_an_end_is_a_mistake():
    endless = copy.deepcopy(FORM)
    del endless["properties"]["employer"]["maxLength"]
    with pytest.raises(ValidationError, match="maxLength"):
        APPLICATION.validate_python({"form": endless})


def test_two_papers_of_one_kind_are_a_mistake():
    paper = {"kind": "lease", "name": {"zh": "合同"}}
    with pytest.raises(ValidationError, match="different kinds"):
        APPLICATION.validate_python({"form": FORM, "papers": [paper, paper]})


def test_a_draft_is_checked_as_it_is_filled_and_what_is_missing_is_no_mistake(form):
    assert form.mistakes({}) == {}
    assert form.mistakes({"reason": "work", "phone": "13800138000"}) == {}
    assert form.mistakes({"reason": "love", "since": "2026-02-30", "phone": "1", "employer": 5, "hobby": "chess"}) == {
        "reason": "oneOf",
        "since": "format",
        "phone": "pattern",
        "employer": "type",
        "hobby": "unknown",
    }


def test_what_is_missing_is_told_in_the_order_of_the_form(form):
    assert form.blanks({}) == ("reason", "phone")
    assert form.blanks({"reason": "work", "phone": "13800138000"}) == ("employer",)
    assert form.blanks({"reason": "work", "phone": "1"}) == ("phone", "employer")
    assert form.blanks({"reason": "home", "phone": "13800138000"}) == ()
    assert form.blanks({"reason": "home", "phone": "13800138000", "hobby": "chess"}) == ("hobby",)


def test_only_what_a_form_says_is_kept_for_later(form):
    answers = {"reason": "work", "phone": "13800138000", "employer": None}
    assert form.to_space(answers) == {"phone": "13800138000"}


def test_earlier_data_that_does_not_fit_is_not_used(form):
    assert form.from_space({"phone": "13800138000", "employer": "x" * 50, "home": "y"}) == {"phone": "13800138000"}


def test_the_shipped_catalogue_has_forms_to_begin_with():
    assert {entry.code for entry in SHIPPED} == {"residence-permit", "civil-elderly", "business-individual"}


@pytest.mark.parametrize("entry", SHIPPED, ids=lambda entry: entry.code)
def test_every_shipped_form_speaks_both_languages_and_says_when_a_paper_is_needed(entry):
    application = entry.application
    texts = [paper.name for paper in application.papers]
    for question in application.form["properties"].values():
        texts += [question["words"], *(choice["words"] for choice in question.get("oneOf", ()))]
    assert all(set(text) == {"zh", "en"} for text in texts)
    assert all(paper.required or paper.note for paper in application.papers)
    assert "self_service" in entry.guide.channels


@pytest.mark.parametrize("entry", SHIPPED, ids=lambda entry: entry.code)
def test_every_shipped_form_asks_for_a_telephone_number_that_stays_with_the_person(entry):
    form = AnswerForm(entry.application.form)
    assert form.from_space({"phone": "13800138000"}) == {"phone": "13800138000"}
    assert "phone" in form.blanks({})


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ("kind", "since")),
        ({"kind": "first"}, ("kind", "since")),
        ({"kind": "renewal"}, ("kind", "number", "since")),
        ({"kind": "renewal", "number": "1"}, ("kind", "number", "since")),
        ({"kind": "first", "number": "1"}, ("kind", "since")),
    ],
)
def test_a_question_that_is_needed_only_sometimes_is_asked_only_then(
    answers: dict[str, str], asked: tuple[str, ...]
) -> None:
    condition = {"if": {"properties": {"kind": {"const": "renewal"}}, "required": ["kind"]}}
    text = {"type": "string", "maxLength": 10}
    form = AnswerForm(
        {
            "type": "object",
            "properties": {"kind": text, "number": text, "since": text},
            "required": ["kind"],
            "allOf": [{**condition, "then": {"required": ["number"]}}],
        }
    )
    assert form.asked(answers) == asked
    assert form.needs("kind", answers)
    assert not form.needs("since", answers)
    assert form.needs("number", answers) == ("number" in asked)


@pytest.mark.parametrize(
    ("format_", "right", "wrong"),
    [
        ("resident-id", "11010519491231002X", "110105194912310021"),
        ("credit-code", "91350100M000100Y43", "91350100M000100Y44"),
    ],
)
def test_a_number_with_a_check_digit_is_looked_at(format_, right, wrong):
    form = AnswerForm(changed(format=format_))
    assert form.mistakes({"since": right}) == {}
    assert form.mistakes({"since": wrong}) == {"since": "format"}


def test_a_format_that_nobody_knows_is_no_form():
    with pytest.raises(ValidationError, match="formats that are known"):
        APPLICATION.validate_python({"form": changed(format="residentid")})
