"""The section ``[notices]`` of a hall file: its shape, and what is checked when it is read."""

import re
from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, model_validator

from queue_server.notices.limits import QuietHours
from queue_server.notices.steps import OF_A_HALL, STEP_RULES, Step
from queue_server.notices.texts import Template
from queue_server.notices.words import DEFAULT_TEXTS

_CLOCK = r"([01]\d|2[0-3]):([0-5]\d)"
_QUIET = re.compile(rf"{_CLOCK}-{_CLOCK}")
_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_LONGEST_TEXT = 500


class Section(BaseModel):
    """A key that nobody reads is a mistake, and so is a number written as text."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _quiet(text: object) -> object:
    match = _QUIET.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError('quiet hours such as "22:00-07:00"')
    start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
    return QuietHours(time(start_hour, start_minute), time(end_hour, end_minute))


def _one_line(text: str) -> str:
    if not text.strip() or len(text) > _LONGEST_TEXT or any(ord(character) < 32 for character in text):
        raise ValueError(f"one line of at most {_LONGEST_TEXT} characters")
    return text


def _identifier(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError("an id of 1 to 64 letters, digits, dots, dashes or underscores")
    return text


def _languages(texts: dict[str, str]) -> dict[str, str]:
    for language in texts:
        if not _LANGUAGE.fullmatch(language):
            raise ValueError(f'"{language}" is no language such as zh or en')
    return texts


def _one_of(steps: tuple[Step, ...]) -> BeforeValidator:
    def check(name: object) -> object:
        if name not in [step.value for step in steps]:
            raise ValueError(f'"{name}" is no step; expected one of {", ".join(steps)}')
        return Step(str(name))

    return BeforeValidator(check)


_OUTCOMES = (Step.PAPER_MISSING, Step.RESULT_READY)

Line = Annotated[str, AfterValidator(_one_line)]
Identifier = Annotated[str, AfterValidator(_identifier)]
StepName = Annotated[Step, _one_of(OF_A_HALL)]
Outcome = Annotated[Step, _one_of(_OUTCOMES)]
Texts = Annotated[dict[str, Line], AfterValidator(_languages)]
Url = Annotated[HttpUrl, Field(strict=False)]
Count = Annotated[int, Field(ge=1)]


def _file_url(text: str) -> str:
    path = text.removeprefix("file://")
    if not text.startswith("file://") or (path and not path.startswith("/")):
        raise ValueError('a file such as "file:///var/log/sms.txt", or "file://" for one in the data directory')
    return text


def _checked(step: Step) -> AfterValidator:
    def check(texts: dict[str, str]) -> dict[str, str]:
        for language, text in texts.items():
            try:
                Template.parse(text, STEP_RULES[step].placeholders)
            except ValueError as error:
                raise ValueError(f"{language}: {error}") from error
        return texts

    return AfterValidator(check)


class TextSection(Section):
    """Texts by step and language; what is not here is said in our own words (:mod:`queue_server.notices.words`)."""

    ticket_taken: Annotated[Texts, _checked(Step.TICKET_TAKEN)] = Field(default_factory=dict)
    before_you: Annotated[Texts, _checked(Step.BEFORE_YOU)] = Field(default_factory=dict)
    called: Annotated[Texts, _checked(Step.CALLED)] = Field(default_factory=dict)
    called_again: Annotated[Texts, _checked(Step.CALLED_AGAIN)] = Field(default_factory=dict)
    missed: Annotated[Texts, _checked(Step.MISSED)] = Field(default_factory=dict)
    appointment_booked: Annotated[Texts, _checked(Step.APPOINTMENT_BOOKED)] = Field(default_factory=dict)
    appointment_moved: Annotated[Texts, _checked(Step.APPOINTMENT_MOVED)] = Field(default_factory=dict)
    appointment_cancelled: Annotated[Texts, _checked(Step.APPOINTMENT_CANCELLED)] = Field(default_factory=dict)
    reminder_day: Annotated[Texts, _checked(Step.REMINDER_DAY)] = Field(default_factory=dict)
    reminder_hour: Annotated[Texts, _checked(Step.REMINDER_HOUR)] = Field(default_factory=dict)
    hall_closed: Annotated[Texts, _checked(Step.HALL_CLOSED)] = Field(default_factory=dict)
    hall_late: Annotated[Texts, _checked(Step.HALL_LATE)] = Field(default_factory=dict)
    paper_missing: Annotated[Texts, _checked(Step.PAPER_MISSING)] = Field(default_factory=dict)
    result_ready: Annotated[Texts, _checked(Step.RESULT_READY)] = Field(default_factory=dict)
    case_submitted: Annotated[Texts, _checked(Step.CASE_SUBMITTED)] = Field(default_factory=dict)
    case_accepted: Annotated[Texts, _checked(Step.CASE_ACCEPTED)] = Field(default_factory=dict)
    case_supplement: Annotated[Texts, _checked(Step.CASE_SUPPLEMENT)] = Field(default_factory=dict)
    case_approved: Annotated[Texts, _checked(Step.CASE_APPROVED)] = Field(default_factory=dict)
    case_refused: Annotated[Texts, _checked(Step.CASE_REFUSED)] = Field(default_factory=dict)
    case_ready: Annotated[Texts, _checked(Step.CASE_READY)] = Field(default_factory=dict)
    case_mailed: Annotated[Texts, _checked(Step.CASE_MAILED)] = Field(default_factory=dict)
    case_reminder: Annotated[Texts, _checked(Step.CASE_REMINDER)] = Field(default_factory=dict)
    space_code: Annotated[Texts, _checked(Step.SPACE_CODE)] = Field(default_factory=dict)
    test: Annotated[Texts, _checked(Step.TEST)] = Field(default_factory=dict)

    def of(self, step: Step) -> dict[str, Template]:
        """The texts of a step by language, ours where the hall has none."""
        own: dict[str, str] = getattr(self, step.value)
        texts = {**DEFAULT_TEXTS[step], **own}
        return {language: Template.parse(text, STEP_RULES[step].placeholders) for language, text in texts.items()}


class LimitsSection(Section):
    """The most a day: to one number, to one number at one step, altogether."""

    number: Count = 20
    template: Count = 10
    day: Count = 5000


class TakeOverSection(Section):
    """When a provider is left alone, and for how long at first."""

    after_failures: Count = 3
    rest_seconds: Annotated[float, Field(gt=0, le=3600, strict=False)] = 30.0


class ProviderSection(Section):
    """What holds for every provider. ``price`` is in yuan a part."""

    id: Identifier
    price: Annotated[float, Field(ge=0, le=10, strict=False)] = 0.0
    at_once: Annotated[int, Field(ge=1, le=32)] = 8
    timeout_seconds: Annotated[float, Field(gt=0, le=60, strict=False)] = 10.0


Codes = dict[Annotated[Step, _one_of(tuple(Step))], Texts]
"""The provider's own codes of its approved templates, by step and language."""


class FileSection(ProviderSection):
    """Writes what would be sent. Without a path after ``file://`` it is ``notices/sent.txt`` in the data directory."""

    kind: Literal["file"]
    url: Annotated[str, AfterValidator(_file_url)] = "file://"


class AliyunSection(ProviderSection):
    kind: Literal["aliyun"]
    access_key_id: Line
    secret_file: Line
    codes: Codes
    url: Url = HttpUrl("https://dysmsapi.aliyuncs.com/")


class TencentSection(ProviderSection):
    kind: Literal["tencent"]
    secret_id: Line
    secret_file: Line
    app_id: Line
    region: Line = "ap-guangzhou"
    codes: Codes
    url: Url = HttpUrl("https://sms.tencentcloudapi.com/")


class RequestSection(Section):
    """One HTTP request with placeholders: in its headers, its query, and its body as JSON or as a form."""

    url: Url
    method: Literal["GET", "POST"] = "POST"
    headers: dict[str, Line] = Field(default_factory=dict)
    query: dict[str, Line] = Field(default_factory=dict)
    form: dict[str, Line] = Field(default_factory=dict)
    body: dict[str, object] = Field(default_factory=dict, alias="json")

    @model_validator(mode="after")
    def _one_body(self) -> "RequestSection":
        if self.form and self.body:
            raise ValueError("a body is a form or json, not both")
        return self


Place = Annotated[str, Field(pattern=r"^[^.\s]+(\.[^.\s]+)*$")]
"""Where in a JSON answer something stands: ``data.0.code``."""

Values = list[Annotated[str, Field(min_length=1)]]


class AnswerSection(Section):
    """How a gateway answers a message: what stands at ``code_at`` is one of these values, each of its own meaning."""

    code_at: Place
    accepted: Annotated[Values, Field(min_length=1)]
    reference_at: Place | None = None
    parts_at: Place | None = None
    busy: Values = Field(default_factory=list)
    limited: Values = Field(default_factory=list)
    number: Values = Field(default_factory=list)
    message: Values = Field(default_factory=list)
    ill: Values = Field(default_factory=list)


class QuestionSection(RequestSection):
    """How a gateway is asked what became of a message."""

    state_at: Place
    accepted: Values = Field(default_factory=list)
    delivered: Values = Field(default_factory=list)
    failed: Values = Field(default_factory=list)
    never_arrived: Values = Field(default_factory=list)


class ReceiptSection(Section):
    """How a gateway tells what became of messages: one JSON object or form, or a list of objects at ``list_at``, where
    ``.`` is the body itself.
    """

    list_at: str | None = None
    notice_at: Place | None = None
    reference_at: Place | None = None
    state_at: Place
    delivered: Annotated[Values, Field(min_length=1)]
    failed: Values = Field(default_factory=list)
    answer: str = "ok"

    @model_validator(mode="after")
    def _known_by_something(self) -> "ReceiptSection":
        if self.notice_at is None and self.reference_at is None:
            raise ValueError("a receipt is known by notice_at or reference_at")
        return self


class GatewaySection(ProviderSection):
    kind: Literal["gateway"]
    secret_file: Line | None = None
    send: RequestSection
    answer: AnswerSection | None = None
    question: QuestionSection | None = None
    receipt: ReceiptSection | None = None


class ModemSection(ProviderSection):
    kind: Literal["modem"]
    url: Line
    driver: Identifier = "at-pdu"
    at_once: Annotated[int, Field(ge=1, le=1)] = 1


AnyProvider = Annotated[
    FileSection | AliyunSection | TencentSection | GatewaySection | ModemSection, Field(discriminator="kind")
]
_DEFAULT_PROVIDERS = (FileSection(id="file", kind="file"),)


SECTION = "notices"
"""Its name in the hall file."""


class NoticesSection(Section):
    """Providers are asked in this order. ``outcomes`` are words of ``finish`` and ``park`` that stand for a step."""

    sign: Line | None = None
    steps: tuple[StepName, ...] = Field(default=OF_A_HALL, strict=False)
    people_before: Annotated[int, Field(ge=1, le=50)] = 3
    quiet_hours: Annotated[QuietHours, BeforeValidator(_quiet)] | None = QuietHours(time(22), time(7))
    keep_days: Annotated[int, Field(ge=1, le=366)] = 30
    limits: LimitsSection = LimitsSection()
    take_over: TakeOverSection = TakeOverSection()
    outcomes: dict[str, Outcome] = Field(default_factory=lambda: {str(step): step for step in _OUTCOMES})
    text: TextSection = TextSection()
    provider: Annotated[tuple[AnyProvider, ...], Field(strict=False, min_length=1)] = _DEFAULT_PROVIDERS

    @model_validator(mode="after")
    def _providers_fit(self) -> "NoticesSection":
        ids = [provider.id for provider in self.provider]
        if twins := {name for name in ids if ids.count(name) > 1}:
            raise ValueError(f"each provider has an id of its own, not two {', '.join(sorted(twins))}")
        for provider in self.provider:
            if isinstance(provider, AliyunSection | TencentSection):
                self._refuse_links(provider)
        for step in self.steps:
            if not any(_can_send(provider, step) for provider in self.provider):
                raise ValueError(f"no provider has a code for {step} in zh")
        return self

    def _refuse_links(self, provider: AliyunSection | TencentSection) -> None:
        """Both refuse an address in a placeholder (PARAM_NOT_SUPPORT_URL, ProhibitedUseUrlInTemplateParameter)."""
        for step, codes in provider.codes.items():
            texts = self.text.of(step)
            for language in codes:
                if language not in texts:
                    raise ValueError(f"{provider.id} has a code for {step} in {language}, of which there is no text")
                if "link" in texts[language].names:
                    raise ValueError(
                        f"{provider.id} takes no address in a placeholder: end the text of {step} in {language}"
                        " with the address and {ticket} instead of {link}"
                    )


def _can_send(provider: AnyProvider, step: Step) -> bool:
    return not isinstance(provider, AliyunSection | TencentSection) or "zh" in provider.codes.get(step, {})
