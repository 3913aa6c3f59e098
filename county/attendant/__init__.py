"""The attendant's page: who calls for a person, and what is done about it. Works without JavaScript."""
