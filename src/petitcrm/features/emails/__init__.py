"""The letters as e-mails: drafts for the person's own program, never sent from here."""
