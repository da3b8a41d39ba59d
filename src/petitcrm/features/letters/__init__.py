"""Letters: from a model and recipients to a PDF that fits window envelopes. No screen and no base in here."""
