"""What the server answers, and every reason to refuse."""

from dataclasses import dataclass
from typing import Any, Literal

from queue_server.contract._model import Maybe, Text, Told


class ReplyError(Told):
    """Why a command was refused. ``details`` holds the figures behind the sentence, by name."""

    code: str
    message: Text
    retryable: bool
    details: Maybe[dict[str, Any]] = None


class Reply(Told):
    """The answer to one command; ``id`` is null only where the command's own could not be read."""

    id: str | None
    ok: bool
    data: Maybe[dict[str, Any]] = None
    error: Maybe[ReplyError] = None


HttpStatus = Literal[400, 403, 404, 409, 410, 503]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One error code: how HTTP says it, whether trying again may help, and what people are told."""

    http_status: HttpStatus
    zh: str
    en: str
    retryable: bool = False


REFUSALS: dict[str, Refusal] = {
    "invalid_command": Refusal(400, "系统没有看懂这条指令。", "The system did not understand this command."),
    "invalid_id_number": Refusal(
        400, "证件号码有误，请核对后重新输入。", "This ID number is not valid. Please check it."
    ),
    "unknown_hall": Refusal(404, "没有这个大厅。", "There is no such hall."),
    "unknown_queue": Refusal(404, "没有这个业务队列。", "There is no such queue."),
    "unknown_item": Refusal(404, "没有这个事项。", "There is no such item."),
    "unknown_window": Refusal(404, "没有这个窗口。", "There is no such window."),
    "unknown_ticket": Refusal(404, "没有找到这个号码。", "This ticket was not found."),
    "unknown_appointment": Refusal(
        404, "没有找到这个预约，请核对后再试。", "This appointment was not found. Please check."
    ),
    "unknown_credential": Refusal(
        404,
        "这个码不能证明您的身份，请刷新后再试，或使用身份证。",
        "This code does not say who you are. Please renew it and try again, or use your ID card.",
    ),
    "unknown_notice": Refusal(404, "没有这条通知。", "There is no such notice."),
    "unknown_alert": Refusal(404, "没有这条告警，可能已经解除。", "There is no such alert; it may be over."),
    "unknown_case": Refusal(404, "没有找到这个办件，请核对后再试。", "This application was not found. Please check."),
    "unknown_paper": Refusal(404, "这个事项不需要这种材料。", "This service does not ask for this paper."),
    "unknown_page": Refusal(404, "没有找到这一页材料。", "This page was not found."),
    "unknown_locker": Refusal(404, "没有这个取件柜或柜门。", "There is no such locker or door."),
    "not_self_service": Refusal(
        409, "这个事项不能在终端办理，请到窗口。", "This cannot be applied for at a terminal. Please go to a counter."
    ),
    "already_started": Refusal(
        409,
        "您已有这个事项的办件，请继续办理或先撤回。",
        "You have applied for this already. Please go on with that, or withdraw it first.",
    ),
    "too_many_cases": Refusal(
        409, "您未提交的办件过多，请先完成或撤回。", "You have too many drafts. Please finish or withdraw one first."
    ),
    "incomplete": Refusal(409, "还有内容没有填完或材料没有交齐。", "Some answers or papers are still missing."),
    "invalid_answers": Refusal(
        400, "填写的内容有误，请核对标出的项目。", "Some answers are not valid. Please check those that are marked."
    ),
    "too_many_pages": Refusal(
        409, "页数超出限制，请到窗口办理。", "These are more pages than can be handed in here. Please go to a counter."
    ),
    "not_a_picture": Refusal(
        400,
        "这一页的照片不完整或不能识别，请重新拍摄。",
        "The picture of this page cannot be read. Please take it again.",
    ),
    "consent_needed": Refusal(
        403, "使用您以前的信息前，需要您同意。", "Your earlier data is used only if you agree for this application."
    ),
    "locker_full": Refusal(409, "取件柜已满，请放到窗口或其他取件柜。", "The locker is full. Please use a counter."),
    "locker_faulty": Refusal(
        409,
        "这个柜门打不开，请到咨询台领取。",
        "This door does not open. Please collect your documents at the information desk.",
    ),
    "not_allowed": Refusal(403, "这台设备不能进行此操作。", "This client may not do that."),
    "wrong_state": Refusal(
        409,
        "现在不能进行此操作，请看当前状态。",
        "That cannot be done now. Please look at the current state.",
    ),
    "hall_closed": Refusal(
        409, "现在不在办事时间，暂不能取号。", "The counters are closed now, so no ticket can be taken."
    ),
    "queue_closed": Refusal(409, "这项业务现在不办理。", "This service is closed at the moment."),
    "identity_required": Refusal(
        400,
        "这项业务取号需要出示证件。",
        "This service needs an identity document. Please lay your card on the reader or type its number.",
    ),
    "quota_reached": Refusal(409, "今天的号已取完，请改日再来。", "All tickets for today are taken."),
    "already_waiting": Refusal(
        409,
        "您已取过这项业务的号，请留意叫号。",
        "You already hold a ticket here. Please watch for your call.",
    ),
    "slot_taken": Refusal(409, "这个时段已约满，请选择其他时段。", "This time is fully booked. Please choose another."),
    "too_many_appointments": Refusal(
        409,
        "您的预约已达上限，请先取消或办理已有的预约。",
        "You have as many appointments as one person may have. Please keep or cancel one first.",
    ),
    "too_early": Refusal(
        409,
        "您来早了，请在可以签到的时间再来。",
        "You are early. Please check in when the time for it has come.",
    ),
    "too_late": Refusal(
        409,
        "签到时间已过，请现场取号。",
        "The time to check in has passed. Please take a ticket.",
    ),
    "already_checked_in": Refusal(
        409,
        "您已签到，请留意叫号。",
        "You have checked in already. Please watch for your call.",
    ),
    "already_rated": Refusal(409, "这次办理已经评价过了。", "This visit was rated already."),
    "nobody_waiting": Refusal(409, "现在没有人等候。", "Nobody is waiting."),
    "expired": Refusal(410, "这条指令已过期，请重新操作。", "This command has expired. Please try again."),
    "credentials_away": Refusal(
        503,
        "现在读不了电子证件，请使用身份证或输入号码。",
        "Electronic credentials cannot be read now. Please use your ID card, or type its number.",
        retryable=True,
    ),
    "busy": Refusal(503, "系统正忙，正在再试。", "The system is busy and will try again.", retryable=True),
    "internal": Refusal(
        503,
        "系统出了故障，工作人员已收到通知。请稍后再试。",
        "Something went wrong. Staff have been told. Please try again shortly.",
        retryable=True,
    ),
}


def refused(command_id: str | None, code: str, details: dict[str, Any] | None = None) -> Reply:
    """The reply that refuses a command for the reason ``code``, a key of :data:`REFUSALS`."""
    refusal = REFUSALS[code]
    error = ReplyError(
        code=code,
        message={"zh": refusal.zh, "en": refusal.en},
        retryable=refusal.retryable,
        details=details or None,
    )
    return Reply(id=command_id, ok=False, error=error)
