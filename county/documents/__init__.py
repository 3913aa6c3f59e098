"""The county's papers: typst to PDF/A-2b, sealed with PAdES by a key that never leaves the county (ADR 010)."""
