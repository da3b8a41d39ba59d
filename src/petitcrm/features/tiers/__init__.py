"""Tiers: how much a client matters, how often it is called, and what that comes to in calls a day."""
