"""How one visitor sees the screens: language, contrast and text size; all of it resets with the visit."""

from dataclasses import dataclass

from contract.text import Language, Text
from screens.tokens import TOKENS, Palette, Rgba, Role, rgba


@dataclass(frozen=True)
class Style:
    language: Language = "zh"
    contrast: bool = False
    large: bool = False

    @property
    def palette(self) -> Palette:
        return TOKENS.contrast if self.contrast else TOKENS.normal

    def colour(self, name: str) -> Rgba:
        """The colour of a use ("ink", "pine", …) in this theme."""
        return rgba(getattr(self.palette, name))

    def px(self, role: Role) -> int:
        return (TOKENS.type_large if self.large else TOKENS.type_normal)[role]

    def say(self, text: Text) -> str:
        return text.in_(self.language)
