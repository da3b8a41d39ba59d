"""Sequences: letters, e-mails and calls with widening gaps, for those of a segment, until they answer."""
