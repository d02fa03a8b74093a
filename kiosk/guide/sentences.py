"""Every sentence that is spoken, by language: what a person says when recording it, and how it is synthesised.

More is said from the clips of letters, digits and small numbers (:mod:`hardware.sound.characters`).
"""

from collections.abc import Mapping

from hardware.sound.characters import Word
from hardware.sound.reading import Language
from kiosk.guide.apply_sentences import APPLY_SENTENCES
from kiosk.guide.case_sentences import CASE_SENTENCES

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
    "start-touch": Word(
        "您好，请在屏幕上点要办的事。", "nin2hao3, qing3 zai4 ping2mu4 shang4 dian3 yao4 ban4 de5 shi4"
    ),
    "closed": Word(
        "现在不在办事时间。可以预约，也可以看办事指南。",
        "xian4zai4 bu2zai4 ban4shi4 shi2jian1. ke3yi3 yu4yue1, ye3 ke3yi3 kan4 ban4shi4 zhi3nan2",
    ),
    "comfort": Word(
        "请选择怎样显示更方便，点一下打开，再点一下关上。",
        "qing3 xuan3ze2 zen3yang4 xian3shi4 geng4 fang1bian4, dian3 yi2xia4 da3kai1, zai4 dian3 yi2xia4 guan1shang4",
    ),
    "identify": Word(
        "请把身份证放在读卡区，或者把二维码对准扫码口。没有的话，可以输入号码。",
        "qing3 ba3 shen1fen4zheng4 fang4zai4 du2ka3qu1, huo4zhe3 ba3 er4wei2ma3 dui4zhun3 sao3ma3kou3. "
        "mei2you3 de5hua4, ke3yi3 shu1ru4 hao4ma3",
    ),
    "type-id_number": Word("请输入十八位证件号码。", "qing3 shu1ru4 shi2ba1 wei4 zheng4jian4 hao4ma3"),
    "type-credit_code": Word("请输入统一社会信用代码。", "qing3 shu1ru4 tong3yi1 she4hui4 xin4yong4 dai4ma3"),
    "type-appointment_code": Word("请输入预约码。", "qing3 shu1ru4 yu4yue1ma3"),
    "type-ticket_number": Word("请输入小票上的号码。", "qing3 shu1ru4 xiao3piao4 shang4 de5 hao4ma3"),
    "type-phone": Word("请输入手机号码。", "qing3 shu1ru4 shou3ji1 hao4ma3"),
    "type-wrong": Word("好像有一位不对，请核对一下。", "hao3xiang4 you3 yi2wei4 bu2dui4, qing3 he2dui4 yi2xia4"),
    "type-whole": Word("输好了，请点确定。", "shu1hao3 le5, qing3 dian3 que4ding4"),
    "priority": Word("您需要优先吗？请选一项。", "nin2 xu1yao4 you1xian1 ma5? qing3 xuan3 yi2xiang4"),
    "staff-come": Word("请工作人员来这里确认。", "qing3 gong1zuo4ren2yuan2 lai2 zhe4li3 que4ren4"),
    "asking": Word("正在查询，请稍等。", "zheng4zai4 cha2xun2, qing3 shao1deng3"),
    "sure": Word(
        "真的要取消吗？请点屏幕中间的按钮。", "zhen1de5 yao4 qu3xiao1 ma5? qing3 dian3 ping2mu4 zhong1jian1 de5 an4niu3"
    ),
    "said": Word("办好了。", "ban4hao3 le5"),
    "find": Word(
        "您想办什么事？可以按主题找，按部门找，也可以搜一搜。",
        "nin2 xiang3 ban4 shen2me5 shi4? ke3yi3 an4 zhu3ti2 zhao3, an4 bu4men2 zhao3, ye3 ke3yi3 sou1 yi5sou1",
    ),
    "shelves": Word("请选择一类。", "qing3 xuan3ze2 yi2lei4"),
    "entries": Word("请点要办的事，看办事指南。", "qing3 dian3 yao4 ban4 de5 shi4, kan4 ban4shi4 zhi3nan2"),
    "search": Word("请输入拼音首字母。", "qing3 shu1ru4 pin1yin1 shou3zi4mu3"),
    "guide": Word(
        "这是办事指南。可以取号、预约，也可以打印材料清单。",
        "zhe4shi4 ban4shi4 zhi3nan2. ke3yi3 qu3hao4, yu4yue1, ye3 ke3yi3 da3yin4 cai2liao4 qing1dan1",
    ),
    "enquiries": Word(
        "请选择：我的号、预约办事、我的预约、评价。",
        "qing3 xuan3ze2, wo3de5 hao4, yu4yue1 ban4shi4, wo3de5 yu4yue1, ping2jia4",
    ),
    "bookable": Word("请选择要预约的事。", "qing3 xuan3ze2 yao4 yu4yue1 de5 shi4"),
    "slots": Word("请选择时间。", "qing3 xuan3ze2 shi2jian1"),
    "booking": Word(
        "请核对屏幕上的时间。对的话，点屏幕中间的按钮。",
        "qing3 he2dui4 ping2mu4 shang4 de5 shi2jian1. dui4 de5hua4, dian3 ping2mu4 zhong1jian1 de5 an4niu3",
    ),
    "booked": Word(
        "约好了。请提前一点来，在这里签到。", "yue1hao3 le5. qing3 ti2qian2 yi4dian3 lai2, zai4 zhe4li3 qian1dao4"
    ),
    "booking-code": Word("预约码是", "yu4yue1ma3 shi4"),
    "appointments": Word("这些是您的预约，请点一个。", "zhe4xie1 shi4 nin2de5 yu4yue1, qing3 dian3 yi2ge4"),
    "appointment": Word(
        "这是您的预约。可以签到、改期，或者取消。",
        "zhe4shi4 nin2de5 yu4yue1. ke3yi3 qian1dao4, gai3qi1, huo4zhe3 qu3xiao1",
    ),
    "tickets": Word("这些是您今天的号，请点一个。", "zhe4xie1 shi4 nin2 jin1tian1 de5 hao4, qing3 dian3 yi2ge4"),
    "ticket-waiting": Word("这个号正在等候。", "zhe4ge5 hao4 zheng4zai4 deng3hou4"),
    "ticket-called": Word("正在叫这个号。", "zheng4zai4 jiao4 zhe4ge5 hao4"),
    "ticket-over": Word("这个号的情况在屏幕上。", "zhe4ge5 hao4 de5 qing2kuang4 zai4 ping2mu4 shang4"),
    "rate": Word(
        "这次办理，您满意吗？从上到下，是非常满意到非常不满意。",
        "zhe4ci4 ban4li3, nin2 man3yi4 ma5? cong2 shang4 dao4 xia4, shi4 fei1chang2 man3yi4 dao4 fei1chang2 bu4man3yi4",
    ),
    "help": Word(
        "请看屏幕上的说明。需要人帮忙，请到咨询台。",
        "qing3 kan4 ping2mu4 shang4 de5 shuo1ming2. xu1yao4 ren2 bang1mang2, qing3 dao4 zi1xun2tai2",
    ),
    "card-taken": Word(
        "身份证拿走了。要继续的话，请点屏幕中间。",
        "shen1fen4zheng4 na2zou3 le5. yao4 ji4xu4 de5hua4, qing3 dian3 ping2mu4 zhong1jian1",
    ),
    "problem-card": Word(
        "身份证没有读到。请重新平放，再试一次。",
        "shen1fen4zheng4 mei2you3 du2dao4. qing3 chong2xin1 ping2fang4, zai4 shi4 yi2ci4",
    ),
    "problem-code": Word(
        "这个码读不了。请用身份证，或者小票、预约的二维码。",
        "zhe4ge5 ma3 du2bu4liao3. qing3 yong4 shen1fen4zheng4, huo4zhe3 xiao3piao4, yu4yue1 de5 er4wei2ma3",
    ),
    "problem-early": Word(
        "您来早了，还不能签到。可以签到的时间在屏幕上。",
        "nin2 lai2zao3 le5, hai2 bu4neng2 qian1dao4. ke3yi3 qian1dao4 de5 shi2jian1 zai4 ping2mu4 shang4",
    ),
    "problem-late": Word(
        "签到的时间过了。今天还要办，请现在取号。",
        "qian1dao4 de5 shi2jian1 guo4le5. jin1tian1 hai2yao4 ban4, qing3 xian4zai4 qu3hao4",
    ),
    "problem-nothing": Word(
        "没有找到。请核对一下证件或者号码。",
        "mei2you3 zhao3dao4. qing3 he2dui4 yi2xia4 zheng4jian4 huo4zhe3 hao4ma3",
    ),
    "problem-no-answer": Word(
        "系统没有回应。请再试一次，或者到咨询台。",
        "xi4tong3 mei2you3 hui2ying4. qing3 zai4 shi4 yi2ci4, huo4zhe3 dao4 zi1xun2tai2",
    ),
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
    "start-touch": "Hello. Please touch on the screen what you want to do.",
    "closed": "The counters are closed now. You can book a time, or read the guides.",
    "comfort": "Choose how you would like to see it. Touch to turn it on, touch again to turn it off.",
    "identify": "Lay your ID card on the reader, or hold a code before the scanner. Without either, type your number.",
    "type-id_number": "Please type the 18 characters of your ID number.",
    "type-credit_code": "Please type the social credit code.",
    "type-appointment_code": "Please type the booking code.",
    "type-ticket_number": "Please type the number on the ticket.",
    "type-phone": "Please type your mobile number.",
    "type-wrong": "One character seems to be wrong. Please check it.",
    "type-whole": "That is complete. Please touch OK.",
    "priority": "Do you need priority? Please choose one.",
    "staff-come": "Somebody of the staff has to agree here.",
    "asking": "Asking the system. One moment.",
    "sure": "Do you really want to cancel? Then touch the button in the middle.",
    "said": "That is done.",
    "find": "What would you like done? Look by theme, by department, or search.",
    "shelves": "Please choose one.",
    "entries": "Touch what you want done, to read its guide.",
    "search": "Please type the pinyin, or its first letters.",
    "guide": "This is the guide. You can take a number, book a time, or print what to bring.",
    "enquiries": "Please choose: my number, book a time, my bookings, or rate a visit.",
    "bookable": "Please choose what to book.",
    "slots": "Please choose a time.",
    "booking": "Please check the time on the screen. If it is right, touch the button in the middle.",
    "booked": "It is booked. Come a little early, and check in here.",
    "booking-code": "The booking code is",
    "appointments": "These are your bookings. Please touch one.",
    "appointment": "This is your booking. You can check in, move it, or cancel it.",
    "tickets": "These are your numbers of today. Please touch one.",
    "ticket-waiting": "This number is waiting.",
    "ticket-called": "This number is being called.",
    "ticket-over": "How this number stands is on the screen.",
    "rate": "How was your visit? From the top down: very satisfied to very dissatisfied.",
    "help": "Please read what the screen says. If you need a hand, go to the information desk.",
    "card-taken": "Your card was taken. To go on, touch the middle of the screen.",
    "problem-card": "Your card was not read. Lay it flat and try again.",
    "problem-code": "This code cannot be read here. Use your ID card, or the code on a ticket or a booking.",
    "problem-early": "You are early and cannot check in yet. From when you can is on the screen.",
    "problem-late": "The time to check in has passed. If you still want it done today, take a number now.",
    "problem-nothing": "Nothing was found. Please check the ID or the number.",
    "problem-no-answer": "The system does not answer. Try again, or go to the information desk.",
}

SENTENCES: Mapping[Language, Mapping[str, Word]] = {
    "zh": {**_ZH, **CASE_SENTENCES["zh"], **APPLY_SENTENCES["zh"]},
    "en": {
        **{name: Word(text, text) for name, text in _EN.items()},
        **CASE_SENTENCES["en"],
        **APPLY_SENTENCES["en"],
    },
}
