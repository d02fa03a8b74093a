"""What a citizen types, and what is found."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queue_server.catalogue import UnreadableCatalogueError
from tests.queue_server.catalogue.conftest import entry

MOVE_IN = entry("household-move-in", "户口迁入", "Move-in registration", keywords=["落户"], materials=["居民户口簿"])
BIRTH = entry("household-birth", "新生儿入户", "Registration of a newborn", materials=["出生医学证明", "居民户口簿"])
CARD = entry("id-card", "居民身份证换领", "Renewing an identity card", theme="身份证")
SPLIT = entry("household-split", "分户立户", "Separate household", conditions=["分家单过的"])
TAX = entry("tax", "纳税证明", "Tax certificate", theme="税务", department="税务局", told=["For a household visa"])
BANK = entry("bank-loan", "银行贷款重新审批", "Bank loan", theme="金融", department="金融局")
WOMAN = entry("woman", "女职工 A1 驾照补贴C类", theme="金融", department="工会")
STREET = (MOVE_IN, BIRTH, CARD, SPLIT, TAX, BANK, WOMAN)


def codes(found):
    return [each.code for each in found]


@pytest.fixture
def street(keep):
    return keep(*STREET)


@pytest.mark.parametrize("typed", ["户口迁入", "户口", "迁入", "户", "迁", "户口，迁入"])
def test_a_name_is_found_by_any_part_of_it_also_by_a_single_character(street, typed):
    assert MOVE_IN.code in codes(street.search(typed))


@pytest.mark.parametrize(
    "typed", ["hukouqianru", "hu kou qian ru", "HuKouQianRu", "hù kǒu qiān rù", "hukou", "hukouq", "qianru", "kou"]
)
def test_a_name_is_found_by_full_pinyin_from_any_syllable_also_half_typed(street, typed):
    assert codes(street.search(typed))[0] == MOVE_IN.code


@pytest.mark.parametrize(("typed", "code"), [("hkqr", MOVE_IN.code), ("qr", MOVE_IN.code), ("fhlh", SPLIT.code)])
def test_a_name_is_found_by_the_initials_of_its_pinyin(street, typed, code):
    assert codes(street.search(typed))[0] == code


@pytest.mark.parametrize("typed", ["ukou", "ianru", "ou"])
def test_pinyin_begins_with_a_syllable(street, typed):
    assert street.search(typed) == ()


@pytest.mark.parametrize("typed", ["yinhang", "yinxing", "chongxin", "zhongxin", "yhdk", "yxdk", "hangdaikuanzhongxin"])
def test_characters_with_two_readings_are_found_by_either_in_any_combination(street, typed):
    assert codes(street.search(typed)) == [BANK.code]


@pytest.mark.parametrize("typed", ["nv", "nü", "nǚ zhi gong", "nzg", "a1", "A１驾照", "a1jiazhao", "nzga1jz", "C类"])
def test_letters_and_digits_in_a_name_are_found_in_any_width_and_case(street, typed):
    assert codes(street.search(typed)) == [WOMAN.code]


@pytest.mark.parametrize("typed", ["newborn", "regist new", "of a newborn", "Newborn registration"])
def test_english_is_found_by_the_beginnings_of_words(street, typed):
    assert codes(street.search(typed))[0] == BIRTH.code


@pytest.mark.parametrize("typed", ["household-birth", "HOUSEHOLD-BIRTH", "household birth"])
def test_an_entry_is_found_by_its_whole_code(street, typed):
    assert codes(street.search(typed)) == [BIRTH.code]


def test_case_and_accents_do_not_count_in_any_language(keep):
    passport = entry("passport", "护照", "Café Паспорт Résumé")
    catalogue = keep(passport)
    for typed in ("ПА", "ПАСПОРТ", "CAFE", "resume", "RÉSUMÉ café"):
        assert codes(catalogue.search(typed)) == ["passport"]
    assert catalogue.search("sume") == ()


def test_what_people_call_it_is_found_by_characters_and_pinyin(street):
    for typed in ("落户", "luohu", "落"):
        assert codes(street.search(typed)) == [MOVE_IN.code]
    assert codes(street.search("lh")) == [SPLIT.code, MOVE_IN.code]


def test_the_guide_is_searched_for_words_of_three_characters_and_more(street):
    assert codes(street.search("户口簿")) == [MOVE_IN.code, BIRTH.code]
    assert codes(street.search("出生医学")) == [BIRTH.code]
    assert street.search("医学") == ()


def test_every_word_must_be_found_wherever_it_stands(street):
    assert codes(street.search("户口簿 新生儿")) == [BIRTH.code]
    assert codes(street.search("户口簿 xinshenger")) == [BIRTH.code]
    assert codes(street.search("领 身份")) == codes(street.search("lǐng shēn")) == [CARD.code]
    assert street.search("户口簿 纳税") == ()


def test_a_name_that_is_it_comes_before_one_that_begins_so_before_one_that_says_so_before_keywords_before_guides(keep):
    guide = entry("guide", "居住登记", conditions=["已办食品许可"])
    keyword = entry("keyword", "开餐馆", keywords=["食品许可"])
    contains = entry("contains", "小餐饮食品许可")
    begins = entry("begins", "食品许可变更")
    exact = entry("exact", "食品许可")
    catalogue = keep(guide, keyword, contains, begins, exact)
    assert codes(catalogue.search("食品许可")) == ["exact", "begins", "contains", "keyword", "guide"]
    assert codes(catalogue.search("食品 许可")) == ["exact", "begins", "contains", "keyword"]
    assert codes(catalogue.search("shipinxuke")) == ["exact", "begins", "contains", "keyword"]
    assert codes(catalogue.search("spxk")) == ["exact", "begins", "contains", "keyword"]


def test_the_likely_reading_comes_before_the_other(keep):
    """参 is can in 参保, which is not what somebody means who types shenbao."""
    catalogue = keep(entry("join", "居民参保"), entry("declare", "个税申报"))
    assert codes(catalogue.search("shenbao")) == codes(catalogue.search("sb")) == ["declare", "join"]


def test_equals_stand_in_the_order_of_the_catalogue(keep):
    entries = [entry(f"c{number}", f"登记{'一二三四五六七八九'[number]}") for number in (5, 2, 8, 0)]
    assert codes(keep(*entries).search("登记")) == ["c5", "c2", "c8", "c0"]


def test_pinyin_is_not_taken_for_english_while_a_name_answers(street):
    """户 is hu, and nobody who looks for it means a guide that says "household"."""
    assert TAX.code not in codes(street.search("hou"))
    assert codes(street.search("fenhu")) == [SPLIT.code]
    assert codes(street.search("visa")) == [TAX.code]


def test_english_in_guides_is_found_by_the_beginnings_of_words(street):
    assert codes(street.search("household vis")) == [TAX.code]
    assert street.search("isa") == ()


def test_a_search_can_be_narrowed_to_a_theme_and_a_department(street):
    assert codes(street.search("证明", theme="税务")) == [TAX.code]
    assert street.search("证明", theme="身份证") == ()
    assert codes(street.search("户口簿", theme="户籍")) == [MOVE_IN.code, BIRTH.code]
    assert street.search("户口簿", theme="税务") == ()
    assert codes(street.search("visa", theme="税务")) == [TAX.code]
    assert street.search("visa", theme="户籍") == ()
    assert codes(street.search("证", department="公安局")) == [CARD.code]
    assert codes(street.search("贴", theme="金融", department="工会")) == [WOMAN.code]
    assert street.search("贷", theme="金融", department="工会") == ()


@pytest.mark.parametrize("shelves", [{"theme": "x"}, {"department": "户籍"}, {"theme": "税务", "department": "x"}])
def test_on_a_shelf_that_is_not_there_nothing_is_found(street, shelves):
    assert street.search("证", **shelves) == street.search(**shelves) == ()


@pytest.mark.parametrize("typed", ["", "  ", "？！", "*", '"'])
def test_without_a_letter_everything_is_shown_in_the_catalogues_order(street, typed):
    assert codes(street.search(typed)) == [each.code for each in STREET]
    assert codes(street.search(typed, theme="金融")) == [BANK.code, WOMAN.code]
    assert codes(street.search(typed, theme="金融", department="工会")) == [WOMAN.code]
    assert codes(street.search(typed, limit=2)) == [MOVE_IN.code, BIRTH.code]


def test_no_more_is_told_than_was_asked_for_and_the_best_of_it(keep):
    entries = [entry(f"c{number}", f"补办登记{number}") for number in range(9)] + [entry("best", "登记")]
    catalogue = keep(*entries)
    assert codes(catalogue.search("登记", limit=3)) == ["best", "c0", "c1"]
    assert len(catalogue.search("登记", limit=100)) == 10


def test_a_list_shows_what_an_entry_is(street):
    (found,) = street.search("纳税证明")
    assert (found.name, found.theme, found.department, found.channels) == (
        {"zh": "纳税证明", "en": "Tax certificate"},
        {"zh": "税务"},
        {"zh": "税务局"},
        ("window",),
    )


@pytest.mark.parametrize(
    ("typed", "same_as"),
    [
        ('户口" OR "证', "户口 or 证"),
        ("户口*", "户口"),
        ("-户口", "户口"),
        ("^户口", "户口"),
        ("NEAR(户 口)", "near 户 口"),
        ("part:户", "part 户"),
        ("{part keyword}: 户", "part keyword 户"),
        ("x' OR 1=1 --", "x or 1 1"),
    ],
)
def test_what_is_typed_is_text_and_never_a_query_of_its_own(street, typed, same_as):
    assert street.search(typed) == street.search(same_as)


def test_the_marks_of_shelves_in_the_index_are_not_found(street):
    assert street.search("s1") == ()


@given(st.text(max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_whatever_is_typed_has_an_answer(street, typed):
    assert set(codes(street.search(typed))) <= {each.code for each in STREET}


@given(st.sampled_from(STREET), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_every_entry_is_found_by_any_piece_of_its_chinese_name(street, sought, data):
    name = sought.name["zh"].replace(" ", "")
    start = data.draw(st.integers(0, len(name) - 1))
    if name[start - 1 : start + 1].isascii():
        start = 0
    end = data.draw(st.integers(start + 1, len(name)))
    assert sought.code in codes(street.search(name[start:end]))


def test_a_file_that_breaks_while_it_is_read_is_told(street, tmp_path):
    file = tmp_path / "catalogue.db"
    content = bytearray(file.read_bytes())
    content[4096:] = b"\x00" * len(content[4096:])
    file.write_bytes(content)
    with pytest.raises(UnreadableCatalogueError):
        street.search("户口")
