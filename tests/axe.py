"""axe-core's verdict on a page: WCAG 2.2 A and AA, and text contrast of 7:1, which is our own measure."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}


def complaints(page: Page) -> list[str]:
    """What is wrong, a line each: the rule and where it is broken."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for rule in found
        for node in rule["nodes"]
    ]
