"""What a wheel holds: every package is listed, and every file a package reads is declared."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
LISTED: list[str] = SETTINGS["setuptools"]["packages"]
DATA: dict[str, list[str]] = SETTINGS["setuptools"]["package-data"]


def files(pattern: str) -> list[Path]:
    tops = (ROOT / name for name in SETTINGS["importlinter"]["root_packages"])
    found = [path for top in tops for path in top.rglob(pattern)]
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


def test_every_package_is_listed_once() -> None:
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in files("*.py")}
    assert sorted(found) == sorted(LISTED)


def test_every_file_that_is_no_module_is_declared() -> None:
    declared = {
        path
        for package, patterns in DATA.items()
        for pattern in patterns
        for path in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    assert {path for path in files("*") if path.suffix != ".py"} - declared == set()
