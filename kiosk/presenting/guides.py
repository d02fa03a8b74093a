"""A guide, part by part, as lines to read on the screen and on paper."""

from kiosk.flow.applying import may_apply
from kiosk.flow.inputs import GoalChosen, PrintTouched
from kiosk.flow.pages import ReadGuide
from kiosk.flow.session import Session
from kiosk.flow.shades import Paper, Part
from kiosk.flow.wish import Goal
from kiosk.presenting.common import Action
from kiosk.words import Speech
from queue_server.catalogue import Entry, Guide, Material


def part_lines(speech: Speech, entry: Entry, part: Part) -> tuple[str, ...]:
    """One thing a line; never none."""
    guide = entry.guide
    match part:
        case Part.OVERVIEW:
            return _overview(speech, entry)
        case Part.MATERIALS:
            return material_lines(speech, guide) or (speech("guide.no_materials"),)
        case Part.CONDITIONS:
            return tuple(speech.text(each) for each in guide.conditions) or (speech("guide.no_conditions"),)
        case Part.LAW:
            steps = tuple(
                speech("guide.step", number=number, step=speech.text(step))
                for number, step in enumerate(guide.steps, 1)
            )
            law = tuple(speech.text(each) for each in guide.legal_basis)
            return (*steps, *((speech("guide.law"), *law) if law else ())) or (speech("guide.no_law"),)


def material_lines(speech: Speech, guide: Guide) -> tuple[str, ...]:
    """Numbered, each with its form and how many."""
    return tuple(
        speech("guide.material", number=number, material=_material(speech, material))
        for number, material in enumerate(guide.materials, 1)
    )


def guide_actions(speech: Speech, session: Session, page: ReadGuide) -> tuple[Action, ...]:
    """A ticket or a time where the hall's counters do it, and the list of materials on paper."""
    item = session.around.item(page.entry.code)
    line, hall = session.around.line, session.around.hall
    actions = []
    if may_apply(session.around, page.entry):
        actions.append(Action("apply", GoalChosen(Goal.APPLY), speech("guide.apply"), primary=True))
    if item is not None and line and hall is not None and hall.open:
        actions.append(Action("take", GoalChosen(Goal.TAKE), speech("guide.take"), primary=not actions))
    if item is not None and line and item.bookable:
        actions.append(Action("book", GoalChosen(Goal.BOOK), speech("guide.book"), primary=not actions))
    if page.entry.guide.materials and page.paper is not Paper.PRINTING:
        actions.append(Action("print", PrintTouched(), speech("guide.print")))
    return tuple(actions)


def _overview(speech: Speech, entry: Entry) -> tuple[str, ...]:
    guide = entry.guide
    limit = guide.time_limit
    promised = speech("guide.days", days=limit.promised_days) if limit.promised_days else speech("guide.while_you_wait")
    lines = [
        speech("guide.channels", channels=" · ".join(speech(f"channel.{channel}") for channel in guide.channels)),
        speech("guide.time", time=promised),
        speech("guide.fee", fee=speech.text(guide.fee)),
        speech("guide.department", department=speech.text(entry.department)),
    ]
    if limit.legal_days is not None:
        lines.insert(2, speech("guide.legal_time", days=limit.legal_days))
    if guide.where:
        lines.append(speech("guide.where", where=speech.text(guide.where)))
    return tuple(lines)


def _material(speech: Speech, material: Material) -> str:
    words = speech(f"form.{material.form}", name=speech.text(material.name), copies=material.copies)
    return f"{words}{speech('guide.note', note=speech.text(material.note))}" if material.note else words
