"""Makes families: couples, their children and parents, with numbers that are right (GB 11643) and never used twice."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from contract.check_character import mod_11_2
from county.population import names
from county.population.fixtures import BY_NUMBER
from county.this_county import CODE

REFERENCE_DAY = date(2026, 6, 1)
_RARE_EVERY = 40  # households: one in so many has a character few fonts know in its names


@dataclass
class Household:
    """A household: its row's fields, and the persons with their relation to the head (GB/T 4761)."""

    number: str
    addr: str
    rural: bool
    members: list[tuple[dict[str, Any], str]] = field(default_factory=list)

    @property
    def head(self) -> dict[str, Any]:
        return self.members[0][0]


class Families:
    """Makes households one after another; the same random numbers give the same families."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._used = set(BY_NUMBER)
        self._serials: dict[tuple[str, str], int] = {}
        self._households = 0

    def household(self) -> Household:
        """Return the next household: one to seven people, the head first."""
        home = self._home()
        age = self.random.choices((28, 38, 48, 58, 70, 82), (12, 20, 24, 20, 16, 8))[0] + self.random.randrange(-4, 5)
        head = self._person(home, self._birth(age), "男" if self.random.random() < 0.72 else "女")
        home.members.append((head, "户主"))
        if self.random.random() < (0.82 if age < 75 else 0.5):
            self._spouse(home, head, age)
        if len(home.members) == 2:
            self._children(home, head, age)
            self._parents(home, head, age)
        return home

    def _home(self) -> Household:
        self._households += 1
        town = self.random.choice(tuple(names.TOWNS))
        village = self.random.choice(names.TOWNS[town])
        rural = village.endswith("村")
        place = f"{self.random.randrange(1, 12)}组" if rural else f"{self.random.randrange(1, 20)}栋"
        addr = f"湖南省青禾县{town}{village}{place}{self.random.randrange(1, 60)}号"
        return Household(f"{CODE}{1000 + self._households:08d}", addr, rural)

    def _birth(self, age: int) -> date:
        return REFERENCE_DAY - timedelta(days=int(age * 365.25) + self.random.randrange(40, 365))

    def _spouse(self, home: Household, head: dict[str, Any], age: int) -> None:
        wife = head["sex"] == "男"
        years = max(22, age + (self.random.randrange(-5, 3) if wife else self.random.randrange(-2, 6)))
        spouse = self._person(home, self._birth(years), "女" if wife else "男")
        home.members.append((spouse, "妻" if wife else "夫"))

    def _children(self, home: Household, head: dict[str, Any], age: int) -> None:
        """Children still at home; both parents were at least 20 when they were born."""
        youngest = max(person["birth"] for person, _ in home.members)
        for _ in range(self.random.choices((0, 1, 2, 3), (15, 40, 35, 10))[0]):
            child_age = age - self.random.randrange(22, 36)
            birth = self._birth(child_age) if child_age >= 0 else REFERENCE_DAY
            if not 0 <= child_age <= 32 or birth.year - int(youngest[:4]) < 20:
                continue
            sex = self.random.choice("男女")
            child = self._person(home, birth, sex, surname=_father(home)["name"])
            home.members.append((child, "子" if sex == "男" else "女"))

    def _parents(self, home: Household, head: dict[str, Any], age: int) -> None:
        if age < 60 and self.random.random() < 0.22:
            sex = self.random.choice("男女")
            surname = head["name"] if sex == "男" else None
            parent = self._person(home, self._birth(age + self.random.randrange(21, 33)), sex, surname=surname)
            home.members.append((parent, "父" if sex == "男" else "母"))

    def _person(self, home: Household, birth: date, sex: str, surname: str | None = None) -> dict[str, Any]:
        number = self._number(birth, sex)
        elsewhere = self.random.random() < 0.02 and not home.members
        return {
            "id": number,
            "name": self._name(sex, surname),
            "sex": sex,
            "nation": home.head["nation"] if home.members else self.random.choice(names.NATIONS),
            "birth": birth.isoformat(),
            "addr": "湖南省青山县石桥镇上湾村" if elsewhere else home.addr,
            "hukou_county": "439922" if elsewhere else CODE,
            "hukou_type": "农村" if home.rural else "城镇",
            "photo_ref": f"photo/{number}",
            "status": "正常",
            "household_no": home.number,
        }

    def _number(self, birth: date, sex: str) -> str:
        day = f"{birth:%Y%m%d}"
        while True:
            serial = self._serials.get((day, sex), 101 if sex == "男" else 102)
            self._serials[day, sex] = serial + 2
            body = f"{CODE}{day}{serial:03d}"
            number = body + mod_11_2(body)
            if number not in self._used:
                self._used.add(number)
                return number

    def _name(self, sex: str, father: str | None) -> str:
        double = [name for name in names.SURNAMES if len(name) == 2]
        surname = self.random.choice(names.SURNAMES)
        if father:
            surname = father[:2] if father[:2] in double else father[:1]
        given = names.MEN if sex == "男" else names.WOMEN
        last = self.random.choice(given)
        if self._households % _RARE_EVERY == 7:
            last = names.RARE[self._households // _RARE_EVERY % len(names.RARE)]
        middle = self.random.choice(names.EITHER + given) if self.random.random() < 0.75 else ""
        return f"{surname}{middle}{last}"


def _father(home: Household) -> dict[str, Any]:
    return next((person for person, _ in home.members if person["sex"] == "男"), home.head)


def age(person: dict[str, Any], on: date = REFERENCE_DAY) -> int:
    """Return the full years of a person (enough for statistics; rules use county.rules.functions)."""
    birth = date.fromisoformat(person["birth"])
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
