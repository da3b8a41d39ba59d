"""Prospects that are written to until they are ready, and what wakes them up."""
