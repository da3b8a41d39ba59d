"""A plausible fictitious base, to look around and to measure with."""
