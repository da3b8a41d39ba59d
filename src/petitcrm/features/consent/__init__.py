"""May I call, write, e-mail? With the reason."""
