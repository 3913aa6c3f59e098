"""Devices of the kiosk: transport, codec, device. No screen, no item and no county in here."""
