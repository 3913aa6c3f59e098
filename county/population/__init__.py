"""The people of 青禾县: invented, coherent, always the same for a seed."""
