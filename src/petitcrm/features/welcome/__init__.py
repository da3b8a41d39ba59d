"""The first start: language, letterhead, where contacts come from."""
