"""The texts of a hall that writes none of its own. In Chinese each is one part of an SMS, with a link two."""

from collections.abc import Mapping
from types import MappingProxyType

from queue_server.notices.steps import Step

DEFAULT_TEXTS: Mapping[Step, Mapping[str, str]] = MappingProxyType(
    {
        Step.TICKET_TAKEN: {
            "zh": "您的号码{number}（{queue}），前面{ahead}人，预计等候{wait}。{link}",
            "en": "Your number is {number}, {ahead} before you, wait {wait}. {link}",
        },
        Step.BEFORE_YOU: {
            "zh": "{number}号前面还有{ahead}人，请回到大厅等候叫号。",
            "en": "{number}: {ahead} before you. Please come back to the hall.",
        },
        Step.CALLED: {
            "zh": "请{number}号到{window}办理。",
            "en": "{number}: please go to {window} now.",
        },
        Step.CALLED_AGAIN: {
            "zh": "再次呼叫：请{number}号马上到{window}，以免过号。",
            "en": "{number}: called again, please go to {window} now.",
        },
        Step.MISSED: {
            "zh": "{number}号已过号。如仍需办理，请到咨询台。",
            "en": "{number}: your call has passed. Please ask at the desk.",
        },
        Step.APPOINTMENT_BOOKED: {
            "zh": "已预约{start}办理{item}，预约码{code}，请带齐材料。",
            "en": "Booked: {item}, {start}. Code {code}.",
        },
        Step.APPOINTMENT_MOVED: {
            "zh": "您的预约已改到{start}（{item}），预约码{code}。",
            "en": "Moved: {item}, now {start}. Code {code}.",
        },
        Step.APPOINTMENT_CANCELLED: {
            "zh": "您{start}的预约（{item}）已取消。",
            "en": "Cancelled: {item}, {start}.",
        },
        Step.REMINDER_DAY: {
            "zh": "提醒：您预约了{start}办理{item}，预约码{code}，请带齐材料。",
            "en": "Reminder: {item}, {start}. Code {code}.",
        },
        Step.REMINDER_HOUR: {
            "zh": "提醒：您预约的{item}将在{start}开始，预约码{code}。",
            "en": "Soon: {item}, {start}. Code {code}.",
        },
        Step.HALL_CLOSED: {
            "zh": "很抱歉，{hall}因故不能办理您的{visit}，请另选时间。",
            "en": "Sorry, {hall} is closed and cannot serve {visit}.",
        },
        Step.HALL_LATE: {
            "zh": "很抱歉，大厅办理延迟，您的{visit}预计需等候{wait}。",
            "en": "Sorry, we are late: {visit}, wait {wait}.",
        },
        Step.PAPER_MISSING: {
            "zh": "您的{visit}还缺材料，请补齐后到窗口继续办理。",
            "en": "A paper is still missing for {visit}.",
        },
        Step.RESULT_READY: {
            "zh": "您的{visit}已办好，请带身份证件到大厅领取。",
            "en": "Your result is ready to collect: {visit}.",
        },
        Step.CASE_SUBMITTED: {
            "zh": "您的{item}申请已提交，{due}前告知是否受理。进度：{link}",
            "en": "{item}: handed in. We answer by {due}. {link}",
        },
        Step.CASE_ACCEPTED: {
            "zh": "您的{item}申请已受理，{due}前办结，办件编号{code}。",
            "en": "{item}: accepted, decided by {due}. Code {code}.",
        },
        Step.CASE_SUPPLEMENT: {
            "zh": "您的{item}申请需要补正，请在{due}前到自助终端补交。要补什么：{link}",
            "en": "{item}: more is needed by {due}, at a terminal. {link}",
        },
        Step.CASE_APPROVED: {
            "zh": "您的{item}申请已办结，办件编号{code}。",
            "en": "{item}: approved. Code {code}.",
        },
        Step.CASE_REFUSED: {
            "zh": "您的{item}申请未予批准，原因：{link}",
            "en": "{item}: not approved. Why: {link}",
        },
        Step.CASE_READY: {
            "zh": "您的{item}已办好，凭身份证或取件码{pickup}到{place}领取。",
            "en": "{item}: ready at {place}. ID card or code {pickup}.",
        },
        Step.CASE_MAILED: {
            "zh": "您的{item}已寄出，快递单号请凭办件编号{code}查看。",
            "en": "{item}: sent by courier. See its number with code {code}.",
        },
        Step.CASE_REMINDER: {
            "zh": "提醒：您的{item}申请请在{due}前办理，办件编号{code}。",
            "en": "Reminder: {item}, until {due}. Code {code}.",
        },
        Step.SPACE_CODE: {
            "zh": "验证码{proof}，10分钟内有效，用于查看您保存的资料。请勿告诉任何人。",
            "en": "Code {proof}, good for 10 minutes, to see the data you keep here. Tell it nobody.",
        },
        Step.TEST: {
            "zh": "这是{hall}的测试短信，无需回复。",
            "en": "A test message of {hall}.",
        },
    }
)

NUMBER = {"zh": "号码{number}", "en": "number {number}"}
BOOKED = {"zh": "{start}的预约", "en": "your appointment on {start}"}
"""A visit in words, by its ticket or by its booked time."""

DAY = {"zh": "{month}月{day}日", "en": "{day}/{month}"}
AT_A_DOOR = {"zh": "{locker}{number}号柜", "en": "{locker}, door {number}"}
AT_A_COUNTER = {"zh": "大厅窗口", "en": "a counter of the hall"}
START = {"zh": "{month}月{day}日{clock}", "en": "{day}/{month} {clock}"}
MINUTES = {"zh": "{low}–{high}分钟", "en": "{low}–{high} min"}
WITHIN = {"zh": "{high}分钟以内", "en": "up to {high} min"}
NOT_KNOWN = {"zh": "时间未定", "en": "not known"}
