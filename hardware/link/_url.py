"""Options in a URL that are not the link's: a driver takes its own off before the link sees them."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from hardware.options import Options


def take_options(url: str, *names: str) -> tuple[str, Options]:
    """The URL without the named options, and those options.

    A query that cannot be read is left as it is: `open_link` says what is wrong with it.
    """
    base, _, query = url.partition("?")
    try:
        values = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    except ValueError:
        return url, Options(url, {})
    rest = {name: value for name, value in values.items() if name not in names}
    taken = {name: value for name, value in values.items() if name in names}
    return f"{base}?{urlencode(rest)}" if rest else base, Options(url, taken)


def with_option(url: str, name: str, value: str) -> str:
    """The URL with one more option."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode({name: value})}"
