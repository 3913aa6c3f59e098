"""Tables of the shared data: versioned records, and the log of every read.

A write never overwrites: it adds the next version of its series. The newest version of a series counts.
"""

from sqlalchemy import JSON, Column, Index, Integer, String, Table, UniqueConstraint

from county.metadata import metadata

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series", String(200), nullable=False),  # kind and the fields that tell one record from another
    Column("version", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("person_id", String(18)),
    Column("household_no", String(40)),
    Column("body", JSON, nullable=False),
    Column("src_dept", String(40), nullable=False),
    Column("updated_at", String(32), nullable=False),
    Column("valid_from", String(10), nullable=False),
    Column("valid_to", String(10), nullable=False),
    Column("record_hash", String(64), nullable=False),  # SHA-256 of the body as canonical JSON
    Column("sensitivity", Integer, nullable=False),  # 1 public, 2 internal, 3 personal, 4 sensitive
    Column("case_no", String(32)),  # the case that wrote it
    UniqueConstraint("series", "version"),
    Index(None, "person_id", "kind"),
    Index(None, "household_no", "kind"),
)

reads_log = Table(
    "reads_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("read_at", String(32), nullable=False),
    Column("case_no", String(32), nullable=False, index=True),
    Column("item", String(4), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("department", String(40), nullable=False),
    Column("person_id", String(18), nullable=False, index=True),
    Column("rows", Integer, nullable=False),
)
