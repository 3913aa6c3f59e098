"""Texts of the screens: Chinese first, then English. `\\n` is a break given by hand, √ is drawn as the look's tick."""

from contract.text import Text


def words(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


CARD_BACK = words("身份证可以先拿回去了。", "You can take your ID card back now.")
CARD_AND_PAPER = words("身份证和纸，都别忘了拿。", "Take your ID card and your paper along.")
PRINT_LATER = words(
    "以后拿身份证到全县任何一台机器，\n都能打出来。",
    "You can print it later with your ID card\nat any machine of the county.",
)


def same(text: str) -> Text:
    """A text that reads the same in both languages: a name, a number, an official Chinese title."""
    return Text(zh=text, en=text)


ENDS = ("。", "？", "！", ".", "?", "!")


def joined(*texts: Text) -> Text:
    """What is said one after another: each text as a sentence of its own."""
    return Text(zh="".join(map(_sentence_zh, texts)), en=" ".join(map(_sentence_en, texts)))


def _sentence_zh(text: Text) -> str:
    return text.zh if text.zh.endswith(ENDS) else f"{text.zh}。"


def _sentence_en(text: Text) -> str:
    return text.en if text.en.endswith(ENDS) else f"{text.en}."
