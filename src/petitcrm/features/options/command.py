"""The capacity for the command line."""

from petitcrm.base.language import _
from petitcrm.base.numbers import whole
from petitcrm.features.calls import settings
from petitcrm.features.options import edits
from petitcrm.store.store import Store


def set_capacity(store: Store, text: str) -> int:
    """The calls a day, changed first where `text` says a number. Problem where it is none, or too many."""
    if text:
        title = _("Change “{field}”").format(field=_(settings.CAPACITY.label))
        store.do(title, edits.save, settings.CAPACITY, whole(text))
    return store.read(settings.CAPACITY.read)
