"""What stands on a page, as words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.flow.apply_pages import AnswerTyped
from kiosk.flow.inputs import QueueTouched
from kiosk.flow.pages import ChooseQueue, Confirm, Problem, Start, Typing
from kiosk.flow.session import Comfort, Person, Surroundings
from kiosk.flow.shades import Part
from kiosk.flow.typed import Typed
from kiosk.presenting.common import masked, masked_number, masked_phone, moment_words, person_words, waiting_time
from kiosk.presenting.facts import FACTS, facts_of
from kiosk.presenting.first_page import hall_state, start_notice, ways_in
from kiosk.presenting.guides import part_lines
from kiosk.presenting.keys import keyed_of
from kiosk.presenting.menus import MENUS, menu_of
from kiosk.presenting.outcomes import paper_words, problem_actions, problem_notice
from kiosk.presenting.questions import typed
from kiosk.words import speech_in
from queue_server.contract.commands import IdType, Printed
from queue_server.contract.views import Estimate, PartHealth
from tests.kiosk.hall import AROUND, HALL, NOW, at, done, entry, refused
from tests.kiosk.scenes import SCENES

ZH, EN = speech_in("zh"), speech_in("en")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三", "张*"), ("张小三", "张**"), ("欧阳小三", "欧***"), ("阿依示范·样例", "阿***"), ("单", "单"), ("", "")],
)
def test_a_name_is_shown_by_its_first_character(name: str, shown: str) -> None:
    assert masked(name) == shown


def test_the_full_name_stands_on_no_page() -> None:
    told = [menu_of(ZH, session, NOW) for session in SCENES.values() if type(session.page) in MENUS]
    shown = [facts_of(ZH, session, NOW) for session in SCENES.values() if type(session.page) in FACTS]
    assert len(told) > 10
    assert len(shown) > 10
    for words in (*told, *shown):
        assert "张示例" not in repr(words)
        assert "11010519491231002X" not in repr(words)
    assert facts_of(ZH, SCENES["confirm"], NOW).title == "张**，您要办的是"


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        (Person(IdType.RESIDENT_ID, "11010519491231002X", ""), "证件 ****002X"),
        (Person(IdType.ORGANISATION, "91350100M000100Y43", ""), "单位 ****0Y43"),
        (None, ""),
    ],
)
def test_a_number_is_shown_by_its_last_four_characters(person: Person | None, shown: str) -> None:
    assert person_words(ZH, person) == shown
    assert masked_number("11010519491231002X") == "****002X"


def test_a_telephone_number_is_shown_by_its_ends() -> None:
    assert masked_phone("13800138000") == "138****8000"
    assert "短信提醒：138****8000" in facts_of(ZH, SCENES["confirm-long"], NOW).lines


@pytest.mark.parametrize(
    ("estimate", "zh", "en"),
    [
        (Estimate(p50_s=1200, p90_s=2100), "大约 20–35 分钟", "about 20–35 min"),
        (Estimate(p50_s=61, p90_s=200), "大约 5 分钟以内", "up to 5 min"),
        (None, "等候时间不知道", "wait not known"),
    ],
)
def test_a_wait_is_a_range_or_not_known(estimate: Estimate | None, zh: str, en: str) -> None:
    assert (waiting_time(ZH, estimate), waiting_time(EN, estimate)) == (zh, en)


def test_the_state_of_the_hall_is_counted_or_not_known() -> None:
    assert hall_state(ZH, AROUND) == "现在等候 46 位 · 8 个窗口开放"
    assert hall_state(ZH, replace(AROUND, windows_open=None)) == "现在等候 46 位 · 开放窗口数不知道"
    assert hall_state(ZH, replace(AROUND, line=False)) == "现在等候人数：不知道"
    assert hall_state(ZH, Surroundings()) == "现在等候人数：不知道"


def test_a_closed_hall_says_when_it_opens() -> None:
    def hint(hours: float | None) -> str:
        change = None if hours is None else NOW + timedelta(hours=hours)
        hall = HALL.model_copy(update={"open": False, "next_change": change})
        return start_notice(ZH, replace(AROUND, hall=hall), Start(), NOW).body

    assert hint(4.5) == "下次开放：今天 14:11"
    assert hint(23) == "下次开放：明天 08:41"
    assert hint(24 * 7 - 1) == "下次开放：11月30日（周一）08:41"
    assert hint(None) == "下次开放时间：不知道"
    assert moment_words(EN, NOW + timedelta(days=7), NOW) == "on Monday 30/11 at 09:41"


def test_without_a_line_start_asks_for_no_card() -> None:
    notice = start_notice(ZH, replace(AROUND, line=False), Start(), NOW)
    assert "身份证" not in notice.title + notice.body


def test_a_card_left_behind_is_asked_to_be_taken() -> None:
    assert start_notice(ZH, AROUND, Start(card_left=True), NOW).title == "请取回您的身份证"


def test_the_tiles_stand_in_the_order_of_the_board() -> None:
    choices = menu_of(ZH, SCENES["choose"], NOW).choices
    assert [choice.given for choice in choices] == [QueueTouched(queue.queue) for queue in AROUND.queues]


def test_a_closed_queue_says_so_instead_of_a_wait() -> None:
    choice = next(each for each in menu_of(ZH, SCENES["choose"], NOW).choices if each.name == "queue:business")
    assert (choice.lines, choice.usable) == (("现在不办理",), False)


def test_a_queue_that_needs_an_identity_says_so_to_who_showed_none() -> None:
    strict = AROUND.queues[0].model_copy(update={"identity": "required"})
    session = at(ChooseQueue(), replace(AROUND, queues=(strict,)), person=None)
    assert menu_of(ZH, session, NOW).choices[0].lines == ("12 位等候", "需要证件")


def test_the_ways_in_say_which_of_them_lead_anywhere() -> None:
    session = at(Start(), replace(AROUND, line=False))
    assert [(way.usable, way.lines) for way in ways_in(ZH, session)] == [
        (False, ("现在不能用",)),
        (False, ("现在不能用",)),
        (True, ("材料、时限、费用",)),
        (False, ("现在不能用",)),
    ]


def test_large_letters_leave_out_what_goes_without_saying() -> None:
    session = replace(SCENES["start"], comfort=Comfort(elder=True))
    assert all(way.lines == () for way in ways_in(ZH, session))


def test_a_guide_says_all_that_one_must_know_before_coming() -> None:
    overview = part_lines(ZH, entry(), Part.OVERVIEW)
    assert overview == (
        "怎么办：窗口办 · 自助办",
        "办结时限：3 个工作日",
        "法定时限：10 个工作日",
        "费用：不收费",
        "办理部门：公安局",
        "地点：二楼户籍窗口",
    )
    assert part_lines(ZH, entry(), Part.MATERIALS)[3] == "4. 结婚证，复印件 1 份（投靠配偶时需要）"
    assert part_lines(EN, entry(), Part.CONDITIONS)[0] == "You have a lawful, stable home in this city."
    assert "法律依据：" in part_lines(ZH, entry(), Part.LAW)


def test_what_is_typed_is_shown_in_groups_with_what_is_still_to_come() -> None:
    keyed = keyed_of(ZH, Typing(Typed.ID_NUMBER, "1101051949"))
    assert (keyed.text, keyed.hint, keyed.whole) == ("110105 1949 ＿＿＿＿ ＿＿＿＿", "还差 8 位", False)


def test_a_wrong_digit_is_told_kindly_and_at_once() -> None:
    keyed = keyed_of(ZH, Typing(Typed.ID_NUMBER, "110105194912310021"))
    assert (keyed.attention, keyed.whole) == ("号码好像有一位不对，请核对一下", False)


def test_a_guide_to_nothing_promises_nothing() -> None:
    bare = replace(entry(), guide=replace(entry().guide, conditions=(), materials=(), legal_basis=(), steps=()))
    assert part_lines(ZH, bare, Part.MATERIALS) == ("不需要带材料",)
    assert part_lines(ZH, bare, Part.LAW) == ("没有记录",)


@pytest.mark.parametrize("condition", ["out", "jam", "cover_open", "offline", "unknown", "ok"])
def test_without_paper_the_number_is_said_and_what_to_do(condition: str) -> None:
    words = paper_words(ZH, AROUND, done(Printed.NO, condition))
    assert "A012 有效，请拍照记下" in words
    assert "A012" in paper_words(EN, AROUND, done(Printed.NO, condition))


def test_no_paper_is_said_as_the_look_wants_it() -> None:
    assert paper_words(ZH, AROUND, done(Printed.NO, "out")) == (
        "打印机缺纸。您的号码 A012 有效，请拍照记下。工作人员已收到通知。"
    )


def test_before_confirming_one_is_told_that_the_printer_cannot_print() -> None:
    around = replace(AROUND, printer=PartHealth(status="out"))
    assert "打不了" in facts_of(ZH, at(Confirm("tax"), around), NOW).attention
    assert facts_of(ZH, at(Confirm("tax")), NOW).attention == ""


def test_a_refusal_says_what_happened_and_what_to_do() -> None:
    notice, now = problem_notice(ZH, refused("already_waiting", number="A007"), NOW)
    assert notice.title == "您已经有号了"
    assert notice.body == "您已取过这项业务的号，请留意叫号。"
    assert "大屏幕" in now


def test_who_comes_early_is_told_when_and_that_the_time_can_be_moved() -> None:
    notice, now = problem_notice(ZH, _problem("problem-early"), NOW)
    assert (notice.title, notice.body) == ("您来早了", "这个预约 明天 09:00 起可以签到。")
    assert "改期" in now


def test_a_figure_that_is_missing_leaves_the_words_of_the_reply() -> None:
    notice, _ = problem_notice(ZH, refused("too_early"), NOW)
    assert notice.body == "您来早了，请在可以签到的时间再来。"


def test_what_may_help_comes_first_and_the_way_out_is_always_there() -> None:
    def actions(scene: str, *, filling_in: bool = False) -> list[tuple[str, bool]]:
        told = problem_actions(ZH, _problem(scene), filling_in=filling_in)
        return [(action.name, action.primary) for action in told]

    assert actions("problem-late") == [("instead", True), ("leave", False)]
    assert actions("problem-busy") == [("again", True), ("leave", False)]
    assert actions("problem-busy", filling_in=True) == [("again", True), ("leave", False)]
    assert actions("problem-card") == [("leave", True)]
    assert actions("problem-page", filling_in=True) == [("go-on", True)]


def _problem(scene: str) -> Problem:
    page = SCENES[scene].page
    assert isinstance(page, Problem)
    return page


def test_where_results_are_collected_the_first_page_says_so() -> None:
    said = {way.name: way.lines for way in ways_in(speech_in("zh"), SCENES["start-locker"])}
    assert said["way:enquire"] == ("取件、查进度",)
    said = {way.name: way.lines for way in ways_in(speech_in("zh"), SCENES["start"])}
    assert said["way:enquire"] == ("进度、预约、评价",)


def test_letters_that_make_no_word_are_told_and_a_question_says_how_far_one_is() -> None:
    session = SCENES["text-candidates"]
    assert isinstance(session.page, AnswerTyped)
    told = typed(ZH, session, session.page)
    assert (told.progress, told.hint) == ("第 6 项，共 7 项", "点拼音，再点上面的字")
    lost = typed(ZH, session, replace(session.page, candidates=()))
    assert lost.hint == "没有找到字，请删掉几个字母再试"


def test_a_review_shows_of_names_and_numbers_no_more_than_others_may_see() -> None:
    said = repr(menu_of(ZH, SCENES["review"], NOW))
    for shown in ("张**", "138****8000", "****002X", "示例电子厂"):
        assert shown in said
    for hidden in ("张示例", "13800138000", "11010519491231002X"):
        assert hidden not in said


def test_what_is_missing_stands_first_and_is_marked() -> None:
    menu = menu_of(ZH, SCENES["review-missing"], NOW)
    assert menu.hint == "还差 7 项，请点开补上"
    assert [choice.lines for choice in menu.choices[:7]] == [("⚠ 还没有",)] * 7
    assert menu.choices[7].lines != ("⚠ 还没有",)
