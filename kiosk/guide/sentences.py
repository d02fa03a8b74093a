"""Every sentence that is spoken, by language: what a person says when recording it, and how it is synthesised.

More is said from the clips of letters, digits and small numbers (:mod:`hardware.sound.characters`).
"""

from collections.abc import Mapping

from hardware.sound.characters import Word
from hardware.sound.reading import Language

_ZH = {
    "start": Word(
        "您好，请把身份证平放在读卡区，取到号再拿走。",
        "nin2 hao3, qing3 ba3 shen1fen4zheng4 ping2 fang4 zai4 du2ka3 qu1, qu3 dao4 hao4 zai4 na2 zou3",
    ),
    "start-card-left": Word("请取回您的身份证。", "qing3 qu3 hui2 nin2 de5 shen1fen4zheng4"),
    "start-closed": Word("现在不在办事时间。", "xian4zai4 bu2 zai4 ban4shi4 shi2jian1"),
    "start-no-line": Word("暂时不能取号，请到咨询台。", "zan4shi2 bu4 neng2 qu3 hao4, qing3 dao4 zi1xun2 tai2"),
    "welcome": Word("您好，正在看您有没有预约。", "nin2 hao3, zheng4zai4 kan4 nin2 you3 mei2you3 yu4yue1"),
    "expected": Word(
        "您有预约，时间在屏幕上。到了时间，就点屏幕中间的签到。",
        "nin2 you3 yu4yue1, shi2jian1 zai4 ping2mu4 shang4. "
        "dao4 le5 shi2jian1, jiu4 dian3 ping2mu4 zhong1jian1 de5 qian1dao4",
    ),
    "choose": Word(
        "请在屏幕上点要办的业务。取到号再拿走身份证。",
        "qing3 zai4 ping2mu4 shang4 dian3 yao4 ban4 de5 ye4wu4. qu3 dao4 hao4 zai4 na2 zou3 shen1fen4zheng4",
    ),
    "confirm": Word(
        "请核对屏幕上的业务。对的话，点屏幕中间的取号。",
        "qing3 he2dui4 ping2mu4 shang4 de5 ye4wu4. dui4 de5 hua4, dian3 ping2mu4 zhong1jian1 de5 qu3 hao4",
    ),
    "ahead": Word("前面等候的人数是", "qian2mian4 deng3hou4 de5 ren2shu4 shi4"),
    "ahead-many": Word("前面等候的人很多。", "qian2mian4 deng3hou4 de5 ren2 hen3 duo1"),
    "ahead-unknown": Word("前面有几位，现在不知道。", "qian2mian4 you3 ji3 wei4, xian4zai4 bu4 zhi1dao4"),
    "sending": Word("正在取号，请稍等。", "zheng4zai4 qu3 hao4, qing3 shao1 deng3"),
    "number": Word("您的号码是", "nin2 de5 hao4ma3 shi4"),
    "window": Word("请到这个窗口", "qing3 dao4 zhe4 ge5 chuang1kou3"),
    "wait": Word(
        "请听广播，叫到您的号码再去窗口。", "qing3 ting1 guang3bo1, jiao4 dao4 nin2 de5 hao4ma3 zai4 qu4 chuang1kou3"
    ),
    "take-paper": Word("请拿好小票和身份证。", "qing3 na2 hao3 xiao3piao4 he2 shen1fen4zheng4"),
    "no-paper": Word(
        "小票没有打出来。号码有效，请记住。", "xiao3piao4 mei2you3 da3 chu1 lai2. hao4ma3 you3xiao4, qing3 ji4 zhu4"
    ),
    "has-number": Word("您已经有号了。", "nin2 yi3jing1 you3 hao4 le5"),
    "on-screen": Word("号码在屏幕上。", "hao4ma3 zai4 ping2mu4 shang4"),
    "problem": Word(
        "没有办成。请看屏幕，或者到咨询台。", "mei2you3 ban4 cheng2. qing3 kan4 ping2mu4, huo4zhe3 dao4 zi1xun2 tai2"
    ),
    "out": Word(
        "这台终端暂停服务，请到旁边的终端或者咨询台。",
        "zhe4 tai2 zhong1duan1 zan4ting2 fu2wu4, qing3 dao4 pang2bian1 de5 zhong1duan1 huo4zhe3 zi1xun2 tai2",
    ),
    "warning": Word("您还在吗？请点一下屏幕中间。", "nin2 hai2 zai4 ma5? qing3 dian3 yi1 xia4 ping2mu4 zhong1jian1"),
    "look": Word("请看屏幕。", "qing3 kan4 ping2mu4"),
}

_EN = {
    "start": "Hello. Please lay your ID card flat on the reader, and leave it there until you have your number.",
    "start-card-left": "Please take your ID card back.",
    "start-closed": "The counters are closed now.",
    "start-no-line": "There are no tickets at the moment. Please go to the information desk.",
    "welcome": "Hello. Looking whether you have a booking.",
    "expected": "You have a booking; its time is on the screen. When it is time, touch the middle to check in.",
    "choose": "Please touch the service that you need. Leave your ID card there until you have your number.",
    "confirm": "Please check the service on the screen. If it is right, touch the button in the middle.",
    "ahead": "Number of people ahead of you",
    "ahead-many": "Many people are ahead of you.",
    "ahead-unknown": "How many are ahead of you is not known now.",
    "sending": "Your number is being taken. One moment.",
    "number": "Your number is",
    "window": "Please go to counter",
    "wait": "Listen for your number, and go to the counter when it is called.",
    "take-paper": "Please take your ticket and your ID card.",
    "no-paper": "Your ticket was not printed. Your number is valid: please remember it.",
    "has-number": "You have a number already.",
    "on-screen": "The number is on the screen.",
    "problem": "That did not work. Please look at the screen, or go to the information desk.",
    "out": "This terminal is out of service. Please use another one, or go to the information desk.",
    "warning": "Are you still there? Please touch the middle of the screen.",
    "look": "Please look at the screen.",
}

SENTENCES: Mapping[Language, Mapping[str, Word]] = {
    "zh": _ZH,
    "en": {name: Word(text, text) for name, text in _EN.items()},
}
