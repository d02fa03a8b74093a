"""What the charts of a day show, as ECharts reads it. Pure.

A range is a band; each axis says its unit; the day is in blue, the other day in grey, and each is named in words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from queue_server.statistics.comparison import Arrivals, Comparison
from queue_server.statistics.figures import Figures, Times
from queue_server.statistics.report import Report

INK, SECOND, PRIMARY, LINE, BAND, GREY = "#14213D", "#43506B", "#0A4A9E", "#C9D2E3", "#8CB4E8", "#8A94A8"
LEVEL_AT_MOST = 8
"""Names beside each other that are read without turning them."""
SHOWN_AT_MOST = 20
"""Bars of one chart: more are read in the table."""

Options = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChartWords:
    """``today`` and ``other`` name the two days; the rest what is drawn."""

    today: str
    other: str
    half: str
    nine_of_ten: str
    expected: str
    at_least: str
    at_most: str
    people: str
    minutes: str
    percent: str
    hour: str


def arrivals_chart(comparison: Comparison, expected: Sequence[Arrivals], words: ChartWords) -> Options:
    """How many took a ticket in each hour, and between which figures it is expected to be in the hours to come."""
    hours = _hours(comparison, expected)
    now, then = _by_hour(comparison)
    coming = {each.hour: each for each in expected if each.hour >= comparison.until_hour}
    low = [coming[hour].low if hour in coming else None for hour in hours]
    high = [coming[hour].high if hour in coming else None for hour in hours]
    return _options(
        hours,
        words.people,
        words,
        [
            _bars(words.today, [_of(now, hour, _issued) for hour in hours], PRIMARY),
            _bars(words.other, [_of(then, hour, _issued) for hour in hours], LINE),
            *_band(words.expected, low, high, (words.at_least, words.at_most)),
        ],
        [words.today, words.other, *([words.expected] if coming else [])],
    )


def times_chart(
    comparison: Comparison, expected: Sequence[Arrivals], of: Callable[[Figures], Times], words: ChartWords
) -> Options:
    """Minutes of each hour: today half and nine of ten as a band, the other day's half as a line."""
    hours = _hours(comparison, expected)
    now, then = _by_hour(comparison)
    p50 = [_of(now, hour, lambda figures: _minutes(of(figures).p50)) for hour in hours]
    p90 = [_of(now, hour, lambda figures: _minutes(of(figures).p90)) for hour in hours]
    before = [_of(then, hour, lambda figures: _minutes(of(figures).p50)) for hour in hours]
    band = f"{words.today}: {words.half}–{words.nine_of_ten}"
    other = f"{words.other}: {words.half}"
    edges = (f"{words.today}: {words.half}", f"{words.today}: {words.nine_of_ten}")
    series = [*_band(band, p50, p90, edges), _line(other, before, GREY)]
    return _options(hours, words.minutes, words, series, [band, other])


def utilisation_chart(comparison: Comparison, expected: Sequence[Arrivals], words: ChartWords) -> Options:
    """The share of the open time of windows in which somebody was there, by hour."""
    hours = _hours(comparison, expected)
    now, then = _by_hour(comparison)
    options = _options(
        hours,
        words.percent,
        words,
        [
            _line(words.today, [_of(now, hour, _busy) for hour in hours], PRIMARY),
            _line(words.other, [_of(then, hour, _busy) for hour in hours], GREY),
        ],
        [words.today, words.other],
    )
    options["yAxis"]["max"] = 100
    return options


def waiting_by_group(report: Report, name_of: Callable[[str], str], words: ChartWords) -> Options:
    """The groups of a report: how long half of their people waited at most, and behind it nine of ten."""
    p50 = [_minutes(figures.waiting.p50) for figures in _shown(report)]
    p90 = [_minutes(figures.waiting.p90) for figures in _shown(report)]
    series = [_bars(words.nine_of_ten, p90, BAND), {**_bars(words.half, p50, PRIMARY), "barGap": "-100%"}]
    return _by_group(report, name_of, words.minutes, words, series)


def arrivals_by_group(report: Report, name_of: Callable[[str], str], words: ChartWords) -> Options | None:
    """How many took a ticket; nothing of windows, for which nobody takes one."""
    if report.by == "window":
        return None
    issued = [figures.issued for figures in _shown(report)]
    return _by_group(report, name_of, words.people, words, [_bars(words.people, issued, PRIMARY)])


def service_by_group(report: Report, name_of: Callable[[str], str], words: ChartWords) -> Options:
    """How long half of the services took at most, and behind it nine of ten."""
    p50 = [_minutes(figures.service.p50) for figures in _shown(report)]
    p90 = [_minutes(figures.service.p90) for figures in _shown(report)]
    series = [_bars(words.nine_of_ten, p90, BAND), {**_bars(words.half, p50, PRIMARY), "barGap": "-100%"}]
    return _by_group(report, name_of, words.minutes, words, series)


def busy_by_group(report: Report, name_of: Callable[[str], str], words: ChartWords) -> Options | None:
    """How busy the windows were; nothing of groups of which that cannot be said."""
    busy = [_busy(figures) for figures in _shown(report)]
    if all(share is None for share in busy):
        return None
    options = _by_group(report, name_of, words.percent, words, [_bars(words.percent, busy, PRIMARY)])
    options["yAxis"]["max"] = 100
    return options


def _rows(report: Report) -> list[tuple[str, Figures]]:
    """What is drawn: times in their order, the others by how many came."""
    rows = list(report.rows)
    if report.by in ("queue", "item"):
        rows.sort(key=lambda row: -row[1].issued)
    return rows[:SHOWN_AT_MOST]


def _shown(report: Report) -> list[Figures]:
    return [figures for _, figures in _rows(report)]


def _by_group(
    report: Report, name_of: Callable[[str], str], unit: str, words: ChartWords, series: list[Options]
) -> Options:
    names = [name_of(key) for key, _ in _rows(report)]
    legend = [each["name"] for each in series] if len(series) > 1 else []
    options = _options(names, unit, words, series, legend)
    options["xAxis"]["name"] = ""
    if len(names) > LEVEL_AT_MOST:
        options["xAxis"]["axisLabel"] = {**options["xAxis"]["axisLabel"], "rotate": 30, "interval": 0}
        options["grid"]["bottom"] = 96
    return options


def _hours(comparison: Comparison, expected: Sequence[Arrivals]) -> list[Any]:
    """From the first to the last in which anybody came or is expected."""
    came = (pair.hour for pair in comparison.hours if any(of and of.issued for of in (pair.now, pair.then)))
    hours = {*came, *(each.hour for each in expected)}
    return list(range(min(hours), max(hours) + 1)) if hours else []


def _by_hour(comparison: Comparison) -> tuple[Mapping[int, Figures], Mapping[int, Figures]]:
    now = {pair.hour: pair.now for pair in comparison.hours if pair.now is not None}
    then = {pair.hour: pair.then for pair in comparison.hours if pair.then is not None}
    return now, then


def _of(figures: Mapping[int, Figures], hour: int, value: Callable[[Figures], float | None]) -> float | None:
    return value(figures[hour]) if hour in figures else None


def _issued(figures: Figures) -> float | None:
    return figures.issued


def _busy(figures: Figures) -> float | None:
    return None if figures.utilisation is None else round(100 * figures.utilisation)


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / 60, 1)


def _options(
    categories: Sequence[Any], unit: str, words: ChartWords, series: list[Options], legend: list[str]
) -> Options:
    text = {"color": SECOND, "fontSize": 14}
    return {
        "animation": False,
        "textStyle": {"fontFamily": 'system-ui, "Noto Sans CJK SC", sans-serif', "color": INK},
        "grid": {"left": 52, "right": 40, "top": 64, "bottom": 28},
        "legend": {"data": legend, "left": 0, "top": 0, "textStyle": {**text, "color": INK}, "itemWidth": 18},
        "tooltip": {"trigger": "axis"},
        "xAxis": {
            "type": "category",
            "data": list(categories),
            "name": words.hour,
            "nameGap": 8,
            "nameTextStyle": text,
            "axisLabel": text,
        },
        "yAxis": {
            "type": "value",
            "name": unit,
            "nameTextStyle": {**text, "align": "left"},
            "axisLabel": text,
            "minInterval": 1,
            "splitLine": {"lineStyle": {"color": LINE}},
        },
        "series": series,
    }


def _bars(name: str, data: Sequence[float | None], colour: str) -> Options:
    style = {"color": colour, "borderColor": SECOND, "borderWidth": 1}
    return {"type": "bar", "name": name, "data": list(data), "itemStyle": style, "barMaxWidth": 28}


def _line(name: str, data: Sequence[float | None], colour: str) -> Options:
    style = {"color": colour, "width": 3, "type": "solid" if colour == PRIMARY else "dashed"}
    return {
        "type": "line",
        "name": name,
        "data": list(data),
        "lineStyle": style,
        "itemStyle": {"color": colour},
        "symbolSize": 8,
    }


def _band(
    name: str, low: Sequence[float | None], high: Sequence[float | None], edges: tuple[str, str]
) -> list[Options]:
    """A foot that nobody sees, the band upon it, and its two ``edges``, which only whoever points at them reads."""
    unseen = {"opacity": 0}
    silent = {"type": "line", "stack": name, "symbol": "none", "silent": True, "lineStyle": unseen}
    silent |= {"tooltip": {"show": False}}
    span = [None if foot is None or top is None else round(top - foot, 1) for foot, top in zip(low, high, strict=True)]
    told = {"type": "line", "symbolSize": 8, "lineStyle": unseen, "itemStyle": {"color": PRIMARY}}
    return [
        {**silent, "name": f"{name} ", "data": list(low)},
        {
            **silent,
            "name": name,
            "data": span,
            "areaStyle": {"color": BAND, "opacity": 0.7},
            "itemStyle": {"color": BAND},
        },
        *({**told, "name": edge, "data": list(data)} for edge, data in zip(edges, (low, high), strict=True)),
    ]
