"""PetitCRM: a desktop CRM for a small business, offline, on one file."""

__version__ = "0.1.0"
