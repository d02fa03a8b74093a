"""What is said on the pages of an application: see :mod:`kiosk.guide.sentences`."""

from collections.abc import Mapping

from hardware.sound.characters import Word
from hardware.sound.reading import Language

_ZH = {
    "apply-told": Word(
        "屏幕上写着要什么材料。看完了，点下面的开始申请。",
        "ping2mu4 shang4 xie3 zhe5 yao4 shen2me5 cai2liao4. kan4 wan2 le5, dian3 xia4mian4 de5 kai1shi3 shen1qing3",
    ),
    "apply-offer": Word(
        "您有一份没有交的申请。接着办，点屏幕中间。",
        "nin2 you3 yi2 fen4 mei2you3 jiao1 de5 shen1qing3. jie1zhe5 ban4, dian3 ping2mu4 zhong1jian1",
    ),
    "apply-consent": Word(
        "请看屏幕上的问题。同意，点中间；不同意，点下面。",
        "qing3 kan4 ping2mu4 shang4 de5 wen4ti2. tong2yi4, dian3 zhong1jian1; bu4 tong2yi4, dian3 xia4mian4",
    ),
    "apply-choose": Word("请在屏幕上点一个答案。", "qing3 zai4 ping2mu4 shang4 dian3 yi2 ge4 da2'an4"),
    "apply-address": Word("请一级一级点您的地址。", "qing3 yi4 ji2 yi4 ji2 dian3 nin2 de5 di4zhi3"),
    "apply-type": Word(
        "请点屏幕上的键。填好了，点下一项。",
        "qing3 dian3 ping2mu4 shang4 de5 jian4. tian2 hao3 le5, dian3 xia4 yi2 xiang4",
    ),
    "apply-pinyin": Word(
        "请点拼音，再点上面的字。填好了，点下一项。",
        "qing3 dian3 pin1yin1, zai4 dian3 shang4mian4 de5 zi4. tian2 hao3 le5, dian3 xia4 yi2 xiang4",
    ),
    "apply-papers": Word(
        "请点要拍的材料。都拍好了，点最下面。",
        "qing3 dian3 yao4 pai1 de5 cai2liao4. dou1 pai1 hao3 le5, dian3 zui4 xia4mian4",
    ),
    "apply-paper": Word(
        "再拍一页，点最上面。这份好了，点最下面。",
        "zai4 pai1 yi2 ye4, dian3 zui4 shang4mian4. zhe4 fen4 hao3 le5, dian3 zui4 xia4mian4",
    ),
    "apply-take": Word(
        "请把这一页平放在高拍仪下面，手拿开，再点拍照。",
        "qing3 ba3 zhe4 yi2 ye4 ping2 fang4 zai4 gao1pai1yi2 xia4mian4, shou3 na2 kai1, zai4 dian3 pai1zhao4",
    ),
    "apply-taking": Word("正在拍，请不要动。", "zheng4zai4 pai1, qing3 bu2 yao4 dong4"),
    "apply-again": Word(
        "这一页没有拍好。请放平，再拍一次。", "zhe4 yi2 ye4 mei2you3 pai1 hao3. qing3 fang4 ping2, zai4 pai1 yi2 ci4"
    ),
    "apply-look": Word(
        "看得清楚，点留下；不清楚，点重拍。", "kan4 de5 qing1chu3, dian3 liu2xia4; bu4 qing1chu3, dian3 chong2 pai1"
    ),
    "apply-handover": Word("办好了怎么拿，请点一个。", "ban4 hao3 le5 zen3me5 na2, qing3 dian3 yi2 ge4"),
    "apply-review": Word(
        "请核对一遍。都对了，点最下面的交上去。",
        "qing3 he2dui4 yi2 bian4. dou1 dui4 le5, dian3 zui4 xia4mian4 de5 jiao1 shang4qu4",
    ),
    "apply-missing": Word("还有没填好的，请点开补上。", "hai2 you3 mei2 tian2 hao3 de5, qing3 dian3 kai1 bu3 shang4"),
    "apply-going": Word("正在保存，请稍等。", "zheng4zai4 bao3cun2, qing3 shao1 deng3"),
    "apply-done": Word("交好了。请拿好回执和身份证。", "jiao1 hao3 le5. qing3 na2 hao3 hui2zhi2 he2 shen1fen4zheng4"),
    "apply-no-paper": Word(
        "交好了，回执没有打出来。请拍下屏幕上的编号。",
        "jiao1 hao3 le5, hui2zhi2 mei2you3 da3 chu1lai2. qing3 pai1 xia4 ping2mu4 shang4 de5 bian1hao4",
    ),
}

_EN = {
    "apply-told": "The screen says what you need. When you have read it, touch begin, at the bottom.",
    "apply-offer": "You have an unfinished application. To go on, touch the middle of the screen.",
    "apply-consent": "Please read the question. Touch the middle for yes, below it for no.",
    "apply-choose": "Please touch an answer.",
    "apply-address": "Please choose the address step by step.",
    "apply-type": "Please touch the keys, and then next.",
    "apply-pinyin": "Please type pinyin, touch the characters above, and then next.",
    "apply-papers": "Please touch a paper. When all are taken, touch the bottom of the page.",
    "apply-paper": "For another page, touch the top. When this paper is done, touch the bottom.",
    "apply-take": "Lay the page flat under the camera, take your hands away, and touch take it.",
    "apply-taking": "Hold still, please.",
    "apply-again": "That page will not do. Please lay it flat and take it again.",
    "apply-look": "If you can read it, keep it. If not, take it again.",
    "apply-handover": "Please choose how to get the result.",
    "apply-review": "Please check everything. If it is right, hand it in, at the bottom.",
    "apply-missing": "Something is still missing. Please touch it to fill it in.",
    "apply-going": "It is being kept. One moment, please.",
    "apply-done": "It is handed in. Please take your receipt and your card.",
    "apply-no-paper": "It is handed in. The receipt was not printed: please take a picture of the code.",
}

APPLY_SENTENCES: Mapping[Language, Mapping[str, Word]] = {
    "zh": _ZH,
    "en": {name: Word(text, text) for name, text in _EN.items()},
}
