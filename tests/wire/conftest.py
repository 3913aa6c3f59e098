"""Shorter watches than a kiosk's, so that the tests wait less; the card reader keeps its own."""

import pytest


@pytest.fixture(autouse=True)
def short_watches(monkeypatch):
    for device in ("receipt_printer", "certificate_printer", "rating_pad"):
        monkeypatch.setattr(f"drivers.{device}.WATCH_SECONDS", 0.5)
        monkeypatch.setattr(f"drivers.{device}.READY_SECONDS", 1.5)
    monkeypatch.setattr("drivers.certificate_printer.FOLLOW_SECONDS", 0.2)
