"""What the features bring to the file, by name (so that reading a file imports none of it)."""

from petitcrm.store.store import Parts

PARTS = Parts(
    tables=(
        "petitcrm.features.contacts.tables",
        "petitcrm.features.consent.tables",
        "petitcrm.features.history.tables",
        "petitcrm.features.requests.tables",
        "petitcrm.features.calls.tables",
        "petitcrm.features.letters.tables",
        "petitcrm.features.campaigns.tables",
        "petitcrm.features.labels.tables",
        "petitcrm.features.duplicates.tables",
        "petitcrm.features.scripts.tables",
        "petitcrm.features.nurture.tables",
        "petitcrm.features.sequences.tables",
        "petitcrm.features.reactivation.tables",
    ),
    derivations=(
        "petitcrm.features.contacts.search:CONTACTS",
        "petitcrm.features.history.search:NOTES",
        "petitcrm.features.calls.schedule:SCHEDULE",
        "petitcrm.features.duplicates.index:ALIKE",
    ),
)

SEARCH_KEYS = ("petitcrm.features.calls.asked:KEYS",)  # filters that a search of contacts understands besides its own
LETTER_FIELDS = ("petitcrm.features.campaigns.letter_fields:PURCHASES",)  # merge fields besides those of letters

NOTED_JOBS = ("petitcrm.features.sequences.edits:advance",)  # what more may be noted with letters and e-mails
