"""Tables of the service: terminals, cases, what became of their paper, calls, ratings, messages to send.

Times are ISO 8601 in UTC unless they say business day (civil date in Beijing).
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from county.metadata import metadata

enrolment_codes = Table(
    "enrolment_codes",
    metadata,
    Column("code_sha256", String(64), primary_key=True),
    Column("terminal", String(4), nullable=False),
    Column("site", String(80), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("used_by", String(64)),  # key id
)

terminals = Table(
    "terminals",
    metadata,
    Column("key_id", String(64), primary_key=True),
    Column("terminal", String(4), nullable=False, index=True),
    Column("site", String(80), nullable=False),
    Column("public_key_pem", Text, nullable=False),
    Column("enrolled_at", String(32), nullable=False),
    Column("last_seen_at", String(32)),
    Column("revoked", Boolean, nullable=False, default=False),
)

nonces = Table(
    "nonces",
    metadata,
    Column("key_id", String(64), primary_key=True),
    Column("nonce", String(128), primary_key=True),
    Column("forget_at", Integer, nullable=False, index=True),  # Unix seconds
)

replies = Table(
    "replies",  # what was answered to an Idempotency-Key, for county.forgetting.REPLIES_KEPT
    metadata,
    Column("terminal", String(4), primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("request_sha256", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("answered_at", String(32), nullable=False, index=True),
)

cases = Table(
    "cases",
    metadata,
    Column("case_no", String(32), primary_key=True),
    Column("terminal", String(4), nullable=False),
    Column("business_day", String(10), nullable=False),
    Column("serial", Integer, nullable=False),
    Column("item", String(4), nullable=False),
    Column("item_hash", String(64), nullable=False),
    Column("parameters_hash", String(64), nullable=False),
    Column("applicant_id", String(18), nullable=False, index=True),
    Column("subject_id", String(18), nullable=False, index=True),
    Column("assurance", String(4), nullable=False),
    Column("state", String(10), nullable=False),  # open, concluded, abandoned
    Column("abandoned_by", String(10)),  # visitor, time
    Column("opened_at", String(32), nullable=False, index=True),
    Column("closed_at", String(32)),
    Column("decided_on", String(10)),
    Column("outcome", String(10)),
    Column("rule", String(16)),
    Column("already", String(32), ForeignKey("cases.case_no")),
    Column("input", JSON),
    Column("signature", JSON),
    Column("snapshot", JSON, nullable=False),
    Column("verdict", JSON),
    Column("receipt", JSON),
    Column("sms_to", String(20)),
    UniqueConstraint("terminal", "business_day", "serial"),
)

matters = Table(
    "matters",  # C08: the case that settled a matter
    metadata,
    Column("item", String(4), primary_key=True),
    Column("dedupe_key", String(200), primary_key=True),
    Column("case_no", String(32), ForeignKey("cases.case_no"), nullable=False),
)

papers = Table(
    "papers",  # what became of each original
    metadata,
    Column("document_id", String(64), primary_key=True),
    Column("case_no", String(32), ForeignKey("cases.case_no"), nullable=False, index=True),
    Column("state", String(12), nullable=False),  # uncollected, collected, in_doubt
    Column("prints", Integer, nullable=False),
    Column("announced", Boolean, nullable=False, default=False),
    Column("reference", JSON, nullable=False),  # contract.wire.DocumentRef
)

handed_to = Table(
    "handed_to",  # a terminal that may print an original of another terminal's case, after an identity proof
    metadata,
    Column("document_id", String(64), ForeignKey("papers.document_id"), primary_key=True),
    Column("terminal", String(4), primary_key=True),
    Column("until", Integer, nullable=False),  # Unix seconds
)

receipts = Table(
    "receipts",
    metadata,
    Column("case_no", String(32), ForeignKey("cases.case_no"), primary_key=True),
    Column("result", String(10), nullable=False),
    Column("reported_at", String(32), nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    Column("case_no", String(32), ForeignKey("cases.case_no"), primary_key=True),
    Column("stars", Integer, nullable=False),
    Column("via", String(8), nullable=False),
    Column("rated_at", String(32), nullable=False),
)

outbox = Table(
    "outbox",  # short messages for the gateway
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_no", String(32), ForeignKey("cases.case_no"), nullable=False),
    Column("reason", String(20), nullable=False),  # receipt, uncollected
    Column("to", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("sent_at", String(32)),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", Integer, nullable=False, server_default="0"),  # Unix seconds: leased, or to be tried again
    UniqueConstraint("case_no", "reason"),
    Index("ix_outbox_sent_at_not_before", "sent_at", "not_before"),
)

calls = Table(
    "calls",
    metadata,
    Column("call_no", Integer, primary_key=True, autoincrement=True),
    Column("terminal", String(4), nullable=False),
    Column("site", String(80), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("screen", String(40), nullable=False),
    Column("case_no", String(32)),
    Column("state", String(8), nullable=False),  # placed, seen, coming, closed
    Column("placed_at", String(32), nullable=False),
    Column("seen_at", String(32)),
    Column("coming_at", String(32)),
    Column("closed_at", String(32)),
    Column("attendant", String(40)),
    Index("ix_calls_state_placed_at", "state", "placed_at"),
)

attendant_sessions = Table(
    "attendant_sessions",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column("name", String(40), nullable=False),
    Column("form_token", String(64), nullable=False),
    Column("until", Integer, nullable=False),  # Unix seconds
)
