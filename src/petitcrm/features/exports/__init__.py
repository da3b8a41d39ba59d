"""Contacts written into files for other programs: tables, vCards, JSON."""
