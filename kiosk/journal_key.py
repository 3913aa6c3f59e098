"""The key of the journal: from systemd's credentials where the unit has one, else a file only root can read."""

import os
import secrets
from pathlib import Path

CREDENTIAL = "lideng-journal"
KEY_BYTES = 32


def journal_key(state_folder: Path) -> bytes:
    """Return 32 bytes; makes the file (mode 0600) on first use. Source of the credential: systemd.exec(5)."""
    if (folder := os.environ.get("CREDENTIALS_DIRECTORY")) and (credential := Path(folder, CREDENTIAL)).exists():
        return bytes.fromhex(credential.read_text().strip())
    path = state_folder / "journal.key"
    if not path.exists():
        _write_durably(path, secrets.token_bytes(KEY_BYTES))
    return path.read_bytes()


def _write_durably(path: Path, content: bytes) -> None:
    """A key lost to a power cut would lose the journal with it: file and folder are synced before use."""
    fresh = path.with_suffix(".new")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
