"""The calls of the coming weeks: how full each day is, who is on it, moved by key or drag."""
