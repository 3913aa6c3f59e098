"""The kiosk's screens: one screen = one question = one file; a screen returns an answer and decides nothing."""

import os

# Kivy reads these once, at its first import: unknown arguments of the kiosk must not end it,
# and nothing about a visit may land in a log or configuration file of Kivy's own.
os.environ.setdefault("KIVY_NO_ARGS", "1")
os.environ.setdefault("KIVY_NO_CONFIG", "1")
os.environ.setdefault("KIVY_NO_FILELOG", "1")
# In its other modes Kivy takes sys.stderr for itself: a traceback would be lost.
os.environ.setdefault("KIVY_LOG_MODE", "PYTHON")
os.environ.setdefault("KCFG_KIVY_LOG_LEVEL", "critical")
# Only what is used is looked for: the others cost a third of the time to the first page.
for _part, _provider in {
    "WINDOW": "sdl2",
    "IMAGE": "sdl2",
    "TEXT": "sdl2",
    "CLIPBOARD": "dummy",
    "AUDIO": "sdl2",
}.items():
    os.environ.setdefault(f"KIVY_{_part}", _provider)


def _leave_out_styles() -> None:
    """Kivy's own buttons and panels are never shown: reading their styles would cost 45 ms of each start."""
    import kivy

    whole, kivy.kivy_data_dir = kivy.kivy_data_dir, os.path.join(os.path.dirname(__file__), "look")
    import kivy.lang.builder  # reads style.kv of that directory

    kivy.kivy_data_dir = whole


_leave_out_styles()
