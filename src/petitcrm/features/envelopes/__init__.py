"""Addresses printed on the envelopes themselves, as the printer takes them in."""
