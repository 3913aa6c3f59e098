"""What a benchmark says in the end: ratios, the limits of some of them, and whether these hold."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True)
class Verdict:
    """`limits` names the largest value a ratio may have; ratios without a limit are only told."""

    bench: str
    ratios: Mapping[str, float]
    limits: Mapping[str, float]

    @property
    def ok(self) -> bool:
        return all(self.ratios[name] <= limit for name, limit in self.limits.items())

    def line(self) -> str:
        """One line of JSON; ratios are rounded to thousandths, the verdict is not."""
        ratios = {name: round(ratio, 3) for name, ratio in self.ratios.items()}
        told = {"bench": self.bench, "ratios": ratios, "limits": dict(self.limits), "ok": self.ok}
        return json.dumps(told, ensure_ascii=False)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed; needs two values or more."""
    return quantiles(values, n=20, method="inclusive")[-1]
