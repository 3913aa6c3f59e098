"""The application: the visit and what it stands on."""

import os

# Looking through every installed package for plugins of pydantic takes 12 ms of each start, and none may run here.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
