"""The SMS texts of a hall as long as they can become, for whoever writes them. Pure."""

from collections.abc import Mapping

from queue_server.notices.plan import TextLength, plan_of, text_lengths
from queue_server.notices.settings import SECTION, NoticesSection
from queue_server.service.hall_file import HallSetup


def sms_texts(setup: HallSetup, public_url: str) -> Mapping[str, TextLength]:
    """By the name of the input that holds the text; none in a hall that tells nobody anything by SMS."""
    section: NoticesSection | None = setup.more.get(SECTION)
    if section is None:
        return {}
    plan = plan_of(section, setup.hall, public_url)
    return {f"text.{each.step}.{each.language}": each for each in text_lengths(plan, setup.hall)}
