"""The crash matrix lives in the town of the stories."""

from tests.stories.conftest import county_rows, hall, people, place

__all__ = ["county_rows", "hall", "people", "place"]
