"""The call schedule: whom to call, when and why."""
