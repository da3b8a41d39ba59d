"""Campaigns: what a mailing cost and brought in, from the answers recorded by reference."""
