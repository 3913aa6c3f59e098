"""The papers the county has issued: one row a paper, the sealed file with it."""

from sqlalchemy import Column, Date, Integer, LargeBinary, String, Table, UniqueConstraint

from county.metadata import metadata

documents = Table(
    "documents",
    metadata,
    Column("id", String(80), primary_key=True),  # licence id
    Column("case_no", String(40), nullable=False, index=True),
    Column("person_id", String(18), nullable=False, index=True),
    Column("template", String(20), nullable=False),
    Column("title_zh", String(120), nullable=False),
    Column("title_en", String(200), nullable=False),
    Column("issuer", String(60), nullable=False),
    Column("verify_code", String(12), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("pdf", LargeBinary, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("holder_masked", String(80), nullable=False),
    Column("number_masked", String(18), nullable=False),
    Column("state", String(8), nullable=False),  # valid, void
    Column("void_reason", String(200)),
    Column("prints", Integer, nullable=False, default=0),
    Column("issued_on", Date, nullable=False),
    Column("valid_to", Date),
    UniqueConstraint("case_no", "template"),
)
