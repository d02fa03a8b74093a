"""A catalogue as large as that of a province: the shipped business, for every street and every occasion.

Names are in both languages, guides in Chinese, as an office hands them over.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from queue_server.catalogue import Entry, Guide, Text
from queue_server.catalogue.files import shipped_entries

LARGE = 26_262

STREETS: dict[str, str] = {
    "石湾镇街道": "Shiwan", "祖庙街道": "Zumiao", "张槎街道": "Zhangcha", "南庄镇": "Nanzhuang",
    "桂城街道": "Guicheng", "大沥镇": "Dali", "里水镇": "Lishui", "狮山镇": "Shishan", "丹灶镇": "Danzao",
    "西樵镇": "Xiqiao", "九江镇": "Jiujiang", "大良街道": "Daliang", "容桂街道": "Ronggui", "伦教街道": "Lunjiao",
    "勒流街道": "Leliu", "陈村镇": "Chencun", "北滘镇": "Beijiao", "乐从镇": "Lecong", "龙江镇": "Longjiang",
    "杏坛镇": "Xingtan", "均安镇": "Jun'an",
}  # fmt: skip
OCCASIONS: dict[str, str] = {
    "本人办理": "in person", "委托代办": "by proxy", "单位办理": "by an employer", "首次办理": "first time",
    "变更": "change", "补办": "replacement", "注销": "cancellation", "延期": "extension", "撤回": "withdrawal",
    "省内通办": "in the province", "跨省通办": "across provinces", "一件事联办": "joint", "容缺受理": "papers later",
    "全程网办": "online", "上门服务": "at home", "老年人绿色通道": "elderly first", "未成年人": "minors",
    "港澳台居民": "Hong Kong, Macau, Taiwan", "外籍人士": "foreigners", "重办": "repeated", "查询": "query",
}  # fmt: skip
"""重办, 乐从 and 大良 hold characters that are read in two ways."""


def large_entries(count: int = LARGE) -> list[Entry]:
    """The same entries each time, without spellings; at most as many as there are combinations, which is 26,460."""
    everything = list(_combinations())
    random.Random(26262).shuffle(everything)  # noqa: S311 - the same order each time
    return list(islice(everything, count))


def _combinations() -> Iterator[Entry]:
    in_chinese = [replace(entry, guide=_guide_in_chinese(entry.guide)) for entry in shipped_entries()]
    for number, (entry, street, occasion) in enumerate(product(in_chinese, STREETS, OCCASIONS)):
        yield replace(
            entry,
            code=f"{entry.code}-{number}",
            name=_named(entry.name, street, occasion, ahead=number % 3 == 0),
            keywords=tuple(f"{keyword}{occasion}" for keyword in entry.keywords[:2]),
        )


def _guide_in_chinese(guide: Guide) -> Guide:
    materials = (
        replace(each, name=_chinese(each.name), note=_chinese(each.note) if each.note else None)
        for each in guide.materials
    )
    return replace(
        guide,
        conditions=tuple(map(_chinese, guide.conditions)),
        steps=tuple(map(_chinese, guide.steps)),
        legal_basis=tuple(map(_chinese, guide.legal_basis)),
        materials=tuple(materials),
    )


def _chinese(text: Text) -> Text:
    return {"zh": text["zh"]}


def _named(name: Text, street: str, occasion: str, *, ahead: bool) -> Text:
    zh = f"{street}{name['zh']}（{occasion}）" if ahead else f"{name['zh']}（{occasion}）·{street}"
    return {"zh": zh, "en": f"{name['en']} ({OCCASIONS[occasion]}), {STREETS[street]}"}
