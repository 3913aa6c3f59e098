"""The county as its HTTP interface sees it: store, rules, departments, sealer and clock, put together once."""

from dataclasses import dataclass, field
from random import Random, SystemRandom

from county.clock import Clock
from county.departments.registry import Departments
from county.documents.paper import Sealer
from county.rules.catalogue import Catalogue
from county.sms.gateway import SmsGateway
from county.store import Store
from county.this_county import HOTLINE


@dataclass(frozen=True)
class County:
    """Everything an endpoint needs; the sealer carries the address of the verification page."""

    store: Store
    catalogue: Catalogue
    departments: Departments
    sealer: Sealer
    clock: Clock
    attendant_code: str
    sms: SmsGateway
    random: Random = field(default_factory=SystemRandom)
    hotline: str = HOTLINE
