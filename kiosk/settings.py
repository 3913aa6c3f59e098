"""The machine's own file (TOML, written by a technician) and the profile of the site it stands in (YAML).

Addresses of devices live in the machine's file only: nobody swaps a reader or a printer from afar.
"""

import tomllib
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

from contract.text import Text
from drivers.address import IppAddress, parse_address


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Addresses(_Part):
    """Where each device is: serial:, pty:, tcp://, ipp://."""

    id_card_reader: str
    receipt_printer: str
    certificate_printer: str
    rating_pad: str
    receipt_model: str = "generic-80"

    @field_validator("id_card_reader", "receipt_printer", "rating_pad")
    @classmethod
    def _is_line(cls, address: str) -> str:
        if isinstance(parse_address(address), IppAddress):
            raise ValueError(f"{address} is a printer's address; a line is serial:, pty: or tcp:")
        return address

    @field_validator("certificate_printer")
    @classmethod
    def _is_printer(cls, address: str) -> str:
        if not isinstance(parse_address(address), IppAddress):
            raise ValueError(f"{address} is no ipp:// address")
        return address


class Machine(_Part):
    """One terminal. `enrolment_code` is used once, at the first start."""

    terminal: str = Field(pattern=r"^[0-9]{4}$")
    site: str
    county_url: str
    state_folder: Path
    items_folder: Path = Path("config/items")
    sites_folder: Path = Path("config/sites")
    enrolment_code: str = ""
    devices: Addresses


class Limits(_Part):
    """How long things may take, in seconds."""

    idle_seconds: int = 60
    waiting_seconds: int = 180
    still_here_seconds: int = 48
    card_seconds: int = 120
    print_seconds: int = 600
    slip_seconds: int = 30
    rating_seconds: int = 20
    take_paper_seconds: int = 60


class Site(_Part):
    """The place: what it is called, on which side its devices are, which grades the county shows."""

    id: str
    county: Text
    name: Text
    reader_side: Literal["left", "right"] = "left"
    paper_side: Literal["left", "right"] = "right"
    hotline: str = "12345"
    rating_levels: Literal[4, 5] = 4
    limits: Limits = Limits()


def load_machine(path: Path) -> Machine:
    """Read the machine's file; raises tomllib.TOMLDecodeError or pydantic.ValidationError."""
    return Machine.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def load_site(machine: Machine) -> Site:
    """Read the profile of the machine's site; raises OSError, yaml.YAMLError or pydantic.ValidationError."""
    path = machine.sites_folder / f"{machine.site}.yaml"
    return Site.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
