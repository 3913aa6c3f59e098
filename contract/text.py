"""Words in the two languages of the screens."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["zh", "en"]


class Text(BaseModel):
    """One sentence or name in Chinese and in English, both always present."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the words of that language."""
        return self.zh if language == "zh" else self.en
