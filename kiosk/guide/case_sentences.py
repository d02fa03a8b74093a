"""What is spoken of applications, the locker and own data, by language: see :mod:`kiosk.guide.sentences`."""

from collections.abc import Mapping

from hardware.sound.characters import Word
from hardware.sound.reading import Language

_ZH = {
    "type-case_code": Word("请输入办件编号。", "qing3 shu1ru4 ban4jian4 bian1hao4"),
    "type-pickup_code": Word("请输入取件码。", "qing3 shu1ru4 qu3jian4ma3"),
    "cases": Word("这些是您的申请，请点一个。", "zhe4xie1 shi4 nin2de5 shen1qing3, qing3 dian3 yi2ge4"),
    "case": Word("办到哪一步，在屏幕上。", "ban4dao4 na3 yi2bu4, zai4 ping2mu4 shang4"),
    "case-ready": Word(
        "办好了，可以取。要打开柜门，请点屏幕中间的按钮。",
        "ban4hao3 le5, ke3yi3 qu3. yao4 da3kai1 gui4men2, qing3 dian3 ping2mu4 zhong1jian1 de5 an4niu3",
    ),
    "case-supplement": Word("要补材料。补什么，在屏幕上。", "yao4 bu3 cai2liao4. bu3 shen2me5, zai4 ping2mu4 shang4"),
    "door-opening": Word("正在打开柜门。", "zheng4zai4 da3kai1 gui4men2"),
    "door-open": Word(
        "柜门开了。请取出里面的东西，然后把柜门关好。",
        "gui4men2 kai1 le5. qing3 qu3chu1 li3mian4 de5 dong1xi5, ran2hou4 ba3 gui4men2 guan1hao3",
    ),
    "door-closed": Word("柜门关好了，谢谢。", "gui4men2 guan1hao3 le5, xie4xie5"),
    "door-stuck": Word(
        "柜门没有打开。请轻轻按一下柜门，再点屏幕中间的再试一次。",
        "gui4men2 mei2you3 da3kai1. qing3 qing1qing1 an4 yi2xia4 gui4men2, "
        "zai4 dian3 ping2mu4 zhong1jian1 de5 zai4 shi4 yi2ci4",
    ),
    "door-failed": Word(
        "柜门没有打开。您的东西是安全的，工作人员已收到通知。",
        "gui4men2 mei2you3 da3kai1. nin2de5 dong1xi5 shi4 an1quan2 de5, gong1zuo4ren2yuan2 yi3 shou1dao4 tong1zhi1",
    ),
    "door-unknown": Word(
        "请看看柜门。开了，就取出里面的东西，把柜门关好。",
        "qing3 kan4kan5 gui4men2. kai1 le5, jiu4 qu3chu1 li3mian4 de5 dong1xi5, ba3 gui4men2 guan1hao3",
    ),
    "space": Word(
        "这些是您同意保存的资料，点一个看全部内容。",
        "zhe4xie1 shi4 nin2 tong2yi4 bao3cun2 de5 zi1liao4, dian3 yi2ge4 kan4 quan2bu4 nei4rong2",
    ),
    "own-answer": Word("内容在屏幕上，可以删除。", "nei4rong2 zai4 ping2mu4 shang4, ke3yi3 shan1chu2"),
}

_EN = {
    "type-case_code": "Please type the code of the application.",
    "type-pickup_code": "Please type the pick-up code.",
    "cases": "These are your applications. Please touch one.",
    "case": "How it stands is on the screen.",
    "case-ready": "It is ready. To open the door, touch the button in the middle of the screen.",
    "case-supplement": "More is needed from you. What it is, is on the screen.",
    "door-opening": "The door is being opened.",
    "door-open": "The door is open. Take out what is inside, then close the door.",
    "door-closed": "The door is closed. Thank you.",
    "door-stuck": "The door did not open. Push it gently, then touch the middle of the screen to try again.",
    "door-failed": "The door did not open. Your documents are safe, and staff have been told.",
    "door-unknown": "Please look at the door. If it is open, take out what is inside and close it.",
    "space": "This is what you agreed to keep. Touch one to see all of it.",
    "own-answer": "It is on the screen, and can be deleted.",
}

CASE_SENTENCES: Mapping[Language, Mapping[str, Word]] = {
    "zh": _ZH,
    "en": {name: Word(text, text) for name, text in _EN.items()},
}
