from queue_server.web.words import Words

SMS: Words = {
    "zh": {
        "told": "有进展时会给您发短信。",
        "stop": "不再接收短信",
        "no_sms": "已停止给这个手机号发短信。需要恢复请找工作人员。",
    },
    "en": {
        "told": "We tell you by SMS how it goes on.",
        "stop": "Stop SMS",
        "no_sms": "This number gets no SMS any more. Staff can undo it.",
    },
}
