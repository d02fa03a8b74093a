"""What an office fills in: every way to write it, and every mistake told with its place."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from queue_server.catalogue import Guide, Material, TimeLimit
from queue_server.catalogue.files import (
    CatalogueFileError,
    example_entries,
    load_catalogue_file,
    shipped_entries,
    write_catalogue_file,
)

NEEDED = {
    "事项编码": "move-in",
    "名称": "户口迁入",
    "主题": "户籍",
    "部门": "公安局",
    "承诺时限": "5",
    "收费": "不收费",
    "办理渠道": "窗口",
}


def table(*rows: dict[str, str]) -> str:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, headers, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def load(tmp_path: Path, text: str | bytes, name: str = "guides.csv"):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_catalogue_file(file)


def one(tmp_path: Path, **cells: str):
    (entry,) = load(tmp_path, table({**NEEDED, **cells}))
    return entry


def told(tmp_path: Path, text: str | bytes, name: str = "guides.csv") -> list[str]:
    """The English half of each mistake."""
    with pytest.raises(CatalogueFileError) as error:
        load(tmp_path, text, name)
    return [f"{mistake.place}: {mistake.expected.en}" for mistake in error.value.mistakes]


@pytest.mark.parametrize("name", ["guides.csv", "guides.xlsx", "guides.json", "GUIDES.XLSX"])
def test_what_is_written_as_a_template_is_read_back_as_it_was(tmp_path, name):
    file = tmp_path / name
    write_catalogue_file(file, shipped_entries())
    assert load_catalogue_file(file) == shipped_entries()


@pytest.mark.parametrize("name", ["guides.xls", "guides", "guides.txt"])
def test_other_kinds_of_files_are_refused(tmp_path, name):
    with pytest.raises(CatalogueFileError, match=r"\.csv、\.xlsx 或 \.json"):
        write_catalogue_file(tmp_path / name, example_entries())
    assert told(tmp_path, "x", name) == [": expected a file .csv, .xlsx or .json"]


def test_a_clerk_needs_no_more_than_the_needed_columns(tmp_path):
    entry = one(tmp_path)
    assert (entry.code, entry.name, entry.theme) == ("move-in", {"zh": "户口迁入"}, {"zh": "户籍"})
    assert entry.guide == Guide(TimeLimit(5), {"zh": "不收费"}, ("window",))


def test_every_column_goes_where_it_belongs(tmp_path):
    entry = one(
        tmp_path,
        **{
            "俗称": "落户；迁户口",
            "办理条件": "有住房\n有工作",
            "申请材料": "居民身份证\n结婚证|2|复印件|已婚的带上|视情况",
            "法定时限": "20 个工作日",
            "办理地点": "一楼",
            "办理流程": "申请；领取",
            "办理依据": "《户口登记条例》第十条",
            "名称（英文）": "Move-in",
            "办理条件（英文）": "A home\nWork",
            "申请材料（英文）": "Identity card\nMarriage certificate|If married",
        },
    )
    assert entry.keywords == ("落户", "迁户口")
    assert entry.name == {"zh": "户口迁入", "en": "Move-in"}
    assert entry.guide == Guide(
        TimeLimit(5, 20),
        {"zh": "不收费"},
        ("window",),
        conditions=({"zh": "有住房", "en": "A home"}, {"zh": "有工作", "en": "Work"}),
        materials=(
            Material({"zh": "居民身份证", "en": "Identity card"}),
            Material(
                {"zh": "结婚证", "en": "Marriage certificate"},
                "copy",
                2,
                required=False,
                note={"zh": "已婚的带上", "en": "If married"},
            ),
        ),
        legal_basis=({"zh": "《户口登记条例》第十条"},),
        steps=({"zh": "申请"}, {"zh": "领取"}),
        where={"zh": "一楼"},
    )


def test_headers_may_be_english_and_need_not_be_exact(tmp_path):
    text = table(NEEDED).replace("事项编码", " CODE ").replace("名称", "＊名 称").replace("主题", "Theme")
    (entry,) = load(tmp_path, text)
    assert (entry.code, entry.theme) == ("move-in", {"zh": "户籍"})


@pytest.mark.parametrize(
    ("cell", "days"), [("0", 0), ("即办", 0), ("当场办结", 0), ("5", 5), ("５个工作日", 5), (" 20 工作日", 20)]
)
def test_a_time_limit_is_written_in_many_ways(tmp_path, cell, days):
    assert one(tmp_path, 承诺时限=cell).guide.time_limit == TimeLimit(days)


@pytest.mark.parametrize(
    "cell", ["窗口、网上", "窗口\n网上", "window; online", "现场,网办", "窗口／网上", "窗口；网上；窗口"]
)
def test_channels_are_written_in_many_ways(tmp_path, cell):
    assert one(tmp_path, 办理渠道=cell).guide.channels == ("window", "online")


def test_in_a_list_with_lines_a_semicolon_belongs_to_the_line(tmp_path):
    entry = one(tmp_path, 办理条件=" 甲；乙  丙；\n\n丁；")
    assert entry.guide.conditions == ({"zh": "甲；乙 丙"}, {"zh": "丁"})


def test_a_spreadsheet_on_chinese_windows_writes_gb_18030(tmp_path):
    text = table({**NEEDED, "名称": "㼆𠮷户口"})
    (entry,) = load(tmp_path, text.encode("gb18030"))
    assert entry.name == {"zh": "㼆𠮷户口"}
    (entry,) = load(tmp_path, text.encode("utf-8-sig"))
    assert entry.code == "move-in"


def test_all_mistakes_are_told_at_once_each_with_its_line_and_column(tmp_path):
    text = table(
        {**NEEDED, "事项编码": "a", "承诺时限": "很快", "申请材料": "身份证|两份"},
        {**NEEDED, "事项编码": "b", "名称": "两\n行", "收费": "", "办理渠道": "窗口、电话"},
        {},
        {**NEEDED, "事项编码": "第三", "法定时限": "5天", "办理条件": "甲\n乙", "办理条件（英文）": "A"},
        {**NEEDED, "事项编码": "a", "收费": "长" * 501},
    )
    assert told(tmp_path, text) == [
        "第 2 行 (line 2), 承诺时限: expected 0 to 3650 working days, or 即办 for at once",
        "第 2 行 (line 2), 申请材料: expected a number of copies from 1 to 99",
        "第 3 行 (line 3), 办理渠道: expected one or more of window, self_service, online",
        "第 3 行 (line 3), 收费: must not be empty",
        "第 6 行 (line 6), 法定时限: expected 0 to 3650 working days, or 即办 for at once",
        "第 6 行 (line 6), 办理条件（英文）: expected as many lines as the Chinese text has",
        "第 6 行 (line 6), 事项编码: expected 1 to 64 letters, digits, dots, dashes or underscores",
        "第 8 行 (line 8), 收费: expected one line of 1 to 500 characters",
    ]


@pytest.mark.parametrize(
    ("cells", "mistake"),
    [
        ({"承诺时限": "4000"}, "承诺时限: expected 0 to 3650"),
        ({"申请材料": "身份证|0"}, "申请材料: expected a number of copies"),
        ({"申请材料": "身份证|1|抄件"}, "申请材料: expected original, copy"),
        ({"申请材料": "身份证|1|原件||也许"}, "申请材料: expected 必要"),
        ({"申请材料": "身份证|1|原件||必要|再来"}, "申请材料: expected name|copies|form|note|required"),
        ({"申请材料": "|1|原件"}, "申请材料: expected one line"),
        ({"申请材料": "身份证", "申请材料（英文）": "Card|note"}, "申请材料: expected Chinese text (zh)"),
        ({"申请材料": "身份证", "申请材料（英文）": "x" * 501}, "申请材料（英文）: expected one line"),
        ({"办理地点": "", "办理地点（英文）": "Hall"}, "办理地点: expected Chinese text (zh)"),
        ({"办理地点": "一楼", "办理地点（英文）": "x" * 501}, "办理地点（英文）: expected one line"),
        ({"办理条件": "", "办理条件（英文）": "A"}, "办理条件（英文）: expected as many lines"),
        ({"办理条件": "甲", "办理条件（英文）": "x" * 501}, "办理条件（英文）: expected one line"),
        ({"俗称": "长" * 501}, "俗称: expected one line"),
        ({"事项编码": ""}, "事项编码: must not be empty"),
    ],
)
def test_a_mistake_says_what_was_expected(tmp_path, cells, mistake):
    (found,) = told(tmp_path, table({**NEEDED, **cells}))
    assert f"第 2 行 (line 2), {mistake}" in found


def test_a_mistake_is_told_in_both_languages(tmp_path):
    with pytest.raises(CatalogueFileError) as error:
        load(tmp_path, table({**NEEDED, "收费": ""}))
    assert str(error.value) == f"{tmp_path / 'guides.csv'}: 第 2 行 (line 2), 收费: 不能为空 / must not be empty"


def test_a_code_is_used_once(tmp_path):
    assert told(tmp_path, table(NEEDED, {**NEEDED, "名称": "另一个"})) == [
        '第 3 行 (line 3), 事项编码: "move-in" is taken in line 2'
    ]


def test_a_theme_has_one_translation(tmp_path):
    rows = [{**NEEDED, "事项编码": f"c{number}"} for number in range(4)]
    for row, english in zip(rows, ("Households", "", "Households", "Register"), strict=True):
        row["主题（英文）"] = english
    assert told(tmp_path, table(*rows)) == [
        '第 5 行 (line 5), 主题（英文）: "户籍" is "Households" in line 2: expected the same'
    ]


def test_a_column_that_is_missing_or_unknown_or_there_twice_is_told(tmp_path):
    cells = {key: value for key, value in NEEDED.items() if key != "收费"}
    text = table({**cells, "颜色": "红", "theme": "x", "办理地点（英文）": "Hall"})
    found = told(tmp_path, text)
    assert found[0].startswith("第 1 行 (line 1), 颜色: nobody knows this column: expected one of code, name")
    assert found[1:] == [
        "第 1 行 (line 1), theme: this column is there twice",
        "第 1 行 (line 1): the column fee is missing",
        "第 1 行 (line 1): the column where is missing",
    ]


def test_an_unknown_column_does_not_hide_the_mistakes_of_the_rows(tmp_path):
    assert len(told(tmp_path, table({**NEEDED, "颜色": "红", "收费": ""}))) == 2


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "第 1 行 (line 1): expected the headers of a table"),
        (",".join(NEEDED), ": expected at least one entry"),
        (b"\xff\xfe\x00", ": expected text in UTF-8 or GB 18030"),
        (f'{",".join(NEEDED)}\na,b\n"open', "第 3 行 (line 3): not CSV: unexpected end of data"),
    ],
)
def test_what_is_no_table_is_told(tmp_path, text, mistake):
    assert told(tmp_path, text) == [mistake]


def test_a_file_that_is_not_there_is_told(tmp_path):
    for name in ("no.csv", "no.xlsx", "no.json"):
        with pytest.raises(CatalogueFileError, match="No such file"):
            load_catalogue_file(tmp_path / name)


def workbook(tmp_path: Path, sheets: dict[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "made.xlsx")
    return (tmp_path / "made.xlsx").read_bytes()


ENTRIES: list[list[object]] = [list(NEEDED), list(NEEDED.values())]
MATERIALS = ["事项编码", "名称", "份数", "形式", "必要性", "说明", "名称（英文）"]


def load_workbook(tmp_path, **sheets):
    return load(tmp_path, workbook(tmp_path, sheets), "guides.xlsx")


def told_of_workbook(tmp_path, **sheets):
    return told(tmp_path, workbook(tmp_path, sheets), "guides.xlsx")


def test_materials_have_a_sheet_of_their_own(tmp_path):
    photograph = ["move-in", "照片", 2, "原件", "视情况", "没有的才需要", "Photograph"]
    rows = [MATERIALS, ["move-in", "身份证"], [], photograph]
    (entry,) = load_workbook(tmp_path, 事项=ENTRIES, 材料=rows)
    assert entry.guide.materials == (
        Material({"zh": "身份证"}),
        Material({"zh": "照片", "en": "Photograph"}, "original", 2, required=False, note={"zh": "没有的才需要"}),
    )


def test_mistakes_in_a_workbook_are_told_with_their_sheet(tmp_path):
    rows = [MATERIALS, ["move-in", "", "两"], ["nobody", "身份证"], [None, "身份证"], ["move-in", "照片", 1, "手抄"]]
    bad = [[*NEEDED, "办理地点"], [*NEEDED.values(), "x" * 501]]
    assert told_of_workbook(tmp_path, 事项=bad, 材料=rows, 说明=[["随便写"]]) == [
        "事项, 第 2 行 (line 2), 办理地点: expected one line of 1 to 500 characters",
        "材料, 第 2 行 (line 2), 份数: expected a number of copies from 1 to 99",
        "材料, 第 2 行 (line 2), 名称: must not be empty",
        '材料, 第 3 行 (line 3), 事项编码: there is no entry "nobody"',
        "材料, 第 4 行 (line 4), 事项编码: must not be empty",
        "材料, 第 5 行 (line 5), 形式: expected original, copy or original_and_copy",
    ]


def test_materials_are_listed_in_one_place(tmp_path):
    listed = [[*NEEDED, "申请材料"], [*NEEDED.values(), "身份证"]]
    assert told_of_workbook(tmp_path, 事项=listed, 材料=[MATERIALS, ["move-in", "照片"]]) == [
        "材料, 第 2 行 (line 2), 事项编码: the entry lists its materials already: expected one list"
    ]


def test_a_workbook_with_one_sheet_may_call_it_anything(tmp_path):
    assert load_workbook(tmp_path, Sheet1=ENTRIES)[0].code == "move-in"


def test_a_sheet_that_nobody_reads_is_told(tmp_path):
    assert told_of_workbook(tmp_path, 事项=ENTRIES, 材料清单=[MATERIALS]) == [
        "材料清单: nobody reads this sheet: expected 事项, 材料, 说明"
    ]


def test_numbers_in_a_workbook_are_what_was_typed(tmp_path):
    numbers = [list(NEEDED), [4406, *list(NEEDED.values())[1:4], 5.0, 0, "窗口"]]
    (entry,) = load_workbook(tmp_path, 事项=numbers)
    assert (entry.code, entry.guide.time_limit, entry.guide.fee) == ("4406", TimeLimit(5), {"zh": "0"})


def test_a_long_code_that_the_spreadsheet_made_a_number_of_is_told(tmp_path):
    numbers = [list(NEEDED), [440604110512345678, *list(NEEDED.values())[1:]]]
    (mistake,) = told_of_workbook(tmp_path, 事项=numbers)
    assert mistake.startswith("事项, 第 2 行 (line 2), 事项编码: a number of more than 15 digits is not kept as typed")


def test_a_formula_that_failed_is_told(tmp_path):
    failed = [list(NEEDED), [*list(NEEDED.values())[:-2], "#N/A", "窗口"]]
    assert told_of_workbook(tmp_path, 事项=failed) == ["事项, 第 2 行 (line 2), 收费: the formula failed: #N/A"]


@pytest.mark.parametrize("damage", [b"no workbook", b"PK\x03\x04"])
def test_a_damaged_workbook_is_told(tmp_path, damage):
    (mistake,) = told(tmp_path, damage, "guides.xlsx")
    assert "not a workbook that can be read" in mistake


JSON_ENTRY = {
    "code": "move-in",
    "name": {"zh": "户口迁入"},
    "theme": {"zh": "户籍"},
    "department": {"zh": "公安局"},
    "guide": {"time_limit": {"promised_days": 5}, "fee": {"zh": "不收费"}, "channels": ["window"]},
}


def test_json_takes_any_language(tmp_path):
    entry = {**JSON_ENTRY, "name": {"zh": "户口迁入", "mn-Mong": "ᠲᠡᠮᠳᠡᠭᠯᠡᠬᠦ"}}
    assert load(tmp_path, json.dumps([entry]), "guides.json")[0].name["mn-Mong"] == "ᠲᠡᠮᠳᠡᠭᠯᠡᠬᠦ"


BAD_JSON = """\
[
  {
    "code": "a b",
    "name": {"en": "x", "Deutsch": "y"},
    "theme": "户籍",
    "department": {"zh": "公安\\n局"},
    "colour": "red", "keywords": "x",
    "guide": {
      "time_limit": {"promised_days": "5",
                     "legal_days": -1},
      "channels": [],
      "materials": [{"name": {"zh": "照片"}, "copies": 0}, 7,
        {"name": {"zh": "{[,:\\"}"}, "form": "x", "required": 1}]
    }
  },
  []
]
"""


def test_all_mistakes_of_json_are_told_with_line_and_path(tmp_path):
    assert told(tmp_path, BAD_JSON, "guides.json") == [
        "第 3 行 (line 3), [1].code: expected 1 to 64 letters, digits, dots, dashes or underscores",
        "第 4 行 (line 4), [1].name.Deutsch: expected a language such as zh or en",
        '第 5 行 (line 5), [1].theme: expected text by language such as {"zh": "…"}',
        "第 6 行 (line 6), [1].department.zh: expected one line of 1 to 500 characters",
        "第 7 行 (line 7), [1].keywords: expected a list […]",
        "第 7 行 (line 7), [1].colour: nobody knows this: is it spelt right?",
        "第 8 行 (line 8), [1].guide.fee: must not be empty",
        "第 9 行 (line 9), [1].guide.time_limit.promised_days: expected a whole number",
        "第 10 行 (line 10), [1].guide.time_limit.legal_days: expected 0 to 3650 working days, or 即办 for at once",
        "第 11 行 (line 11), [1].guide.channels: expected one or more of window, self_service, online",
        "第 12 行 (line 12), [1].guide.materials[1].copies: expected a number of copies from 1 to 99",
        "第 12 行 (line 12), [1].guide.materials[2]: expected values by name {…}",
        "第 13 行 (line 13), [1].guide.materials[3].form: expected original, copy or original_and_copy",
        "第 13 行 (line 13), [1].guide.materials[3].required: expected true or false",
        "第 16 行 (line 16), [2]: expected values by name {…}",
    ]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[\n{]", "第 2 行 (line 2): not JSON: "),
        ('{"entries": []}', "第 1 行 (line 1): expected a list of entries"),
        ("[]", ": expected at least one entry"),
        (b"\xff", ": not text in UTF-8"),
        ("[" * 100_000, ": nested too deeply"),
    ],
)
def test_what_is_no_list_of_entries_is_told(tmp_path, text, mistake):
    (found,) = told(tmp_path, text, "guides.json")
    assert found.startswith(mistake)
