from queue_server.web.words import Words

CASE_STATES: Words = {
    "zh": {
        "draft": "未提交",
        "submitted": "待受理",
        "supplement": "待补正",
        "accepted": "已受理",
        "in_review": "审查中",
        "approved": "已批准",
        "refused": "未批准",
        "ready": "待领取",
        "collected": "已领取",
        "mailed": "已寄出",
        "withdrawn": "已撤回",
        "expired": "已过期",
        "ended": "已办结",
    },
    "en": {
        "draft": "not handed in",
        "submitted": "handed in",
        "supplement": "sent back",
        "accepted": "accepted",
        "in_review": "in review",
        "approved": "approved",
        "refused": "refused",
        "ready": "to be collected",
        "collected": "collected",
        "mailed": "sent",
        "withdrawn": "taken back",
        "expired": "expired",
        "ended": "done",
    },
}
"""States of an application as citizens and staff read them; ``ended`` is approved with nothing to hand over."""
