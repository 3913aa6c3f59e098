"""The key of the journal: from systemd's credentials where the unit has one, else a file only its owner can read."""

import os
import secrets
from pathlib import Path

from kiosk.durable_file import write_durably

CREDENTIAL = "lideng-journal"
KEY_BYTES = 32


def journal_key(state_folder: Path) -> bytes:
    """Return 32 bytes; makes the file (mode 0600) on first use. Source of the credential: systemd.exec(5)."""
    if (folder := os.environ.get("CREDENTIALS_DIRECTORY")) and (credential := Path(folder, CREDENTIAL)).exists():
        return bytes.fromhex(credential.read_text().strip())
    path = state_folder / "journal.key"
    if not path.exists():
        write_durably(path, secrets.token_bytes(KEY_BYTES))
    return path.read_bytes()
