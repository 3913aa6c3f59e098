"""All tables of a county on one MetaData: importing this module imports every part that has tables."""

from county.departments import tables as _departments
from county.documents import tables as _documents
from county.metadata import metadata
from county.tables import cases as _cases

__all__ = ["metadata"]

_parts = (_departments, _documents, _cases)
