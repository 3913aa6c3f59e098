"""The county's HTTP interface for kiosks: /v1, JSON, every request signed."""
