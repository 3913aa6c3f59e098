"""Short messages on their way: from the outbox through a gateway to a telephone."""
