"""Case numbers: QH-yyyymmdd-terminal-serial-check, the serial counted per terminal and business day."""

from sqlalchemy import Connection, func, select

from contract.check_character import mod_37_36
from county.tables import cases


def next_serial(connection: Connection, terminal: str, day: str) -> int:
    """Return the next serial of the terminal on that business day, from 1."""
    last = connection.execute(
        select(func.max(cases.c.serial)).where(cases.c.terminal == terminal, cases.c.business_day == day)
    ).scalar()
    return (last or 0) + 1


def case_number(day: str, terminal: str, serial: int) -> str:
    """Return the number with its check character (ISO 7064 MOD 37,36 over everything before it)."""
    body = f"QH-{day.replace('-', '')}-{terminal}-{serial:04d}"
    return f"{body}-{mod_37_36(body)}"
