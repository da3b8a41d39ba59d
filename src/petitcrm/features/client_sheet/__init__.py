"""The client sheet: one or two pages to take along on a visit."""
