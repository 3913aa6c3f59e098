"""Texts of the screens: Chinese first, then English. `\\n` is a break given by hand, √ is drawn as the look's tick."""

from contract.text import Text


def words(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


def same(text: str) -> Text:
    """A text that reads the same in both languages: a name, a number, an official Chinese title."""
    return Text(zh=text, en=text)


def joined(*texts: Text, by: str = "") -> Text:
    return Text(zh=by.join(t.zh for t in texts), en=by.join(t.en for t in texts))
