"""What can be done with the contacts chosen in the list, however many they are: each gesture is one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from petitcrm.base.errors import Problem
from petitcrm.base.fields import Field
from petitcrm.base.language import _, mark, ngettext
from petitcrm.base.late import Late
from petitcrm.features.contacts import own_fields, queries
from petitcrm.features.contacts.fields import STAGES, TEMPERATURES
from petitcrm.features.contacts.listing import ListPage, grouped
from petitcrm.features.contacts.own_fields import OwnField
from petitcrm.ui.actions import action
from petitcrm.ui.widgets.panels import Ask, Confirm, Offer, Picker

if TYPE_CHECKING:
    from petitcrm.features.contacts import bulk, edits
else:
    bulk = Late("petitcrm.features.contacts.bulk")
    edits = Late("petitcrm.features.contacts.edits")


class SelectionActions(ListPage):
    """The gestures on the selection."""

    def _chosen_or_said(self) -> list[int]:
        chosen = self.selected()
        if not chosen:
            self.desk.say(_("Select contacts in the list first."))
        return chosen

    def _give(self, title: str, ids: Sequence[int], edit: Callable[..., Any], *args: Any) -> None:
        """`edit(session, ids, *args)` on all of them, and the sentence for the bar."""
        done = ngettext("{n} contact changed.", "{n} contacts changed.", len(ids)).format(n=len(ids))
        try:
            self.desk.do_for_many(len(ids), title, done, edit, ids, *args)
        except Problem as problem:
            self.desk.problem.emit(problem)

    def _pick(self, title: str, ids: Sequence[int], offers: Sequence[Offer], run: Callable[[Any], object]) -> Picker:
        picker = Picker(self, _for(title, ids), offers)
        picker.picked.connect(run)
        picker.open_under(self.search)
        return picker

    # the relation

    @action(mark("Give a &tier…"), "Ctrl+T", "contact", "tag")
    def give_tier(self) -> None:
        if ids := self._chosen_or_said():
            offers = [Offer(one, one) for one in self.desk.read(queries.tiers)]
            self._give_one(_("Give a tier"), ids, "tier", [*offers, Offer(_("none"), "")])

    @action(mark("Set the &stage…"), "Ctrl+Shift+S", "contact")
    def give_stage(self) -> None:
        if ids := self._chosen_or_said():
            self._give_one(_("Set the stage"), ids, "stage", _words(STAGES))

    @action(mark("Set the temperature…"), "Ctrl+Shift+T", "contact")
    def give_temperature(self) -> None:
        if ids := self._chosen_or_said():
            self._give_one(_("Set the temperature"), ids, "temperature", _words(TEMPERATURES))

    def _give_one(self, title: str, ids: Sequence[int], key: str, offers: Sequence[Offer]) -> None:
        day = self.desk.today()
        self._pick(title, ids, offers, lambda value: self._give(title, ids, edits.change_all, {key: value}, day))

    # any field

    @action(mark("Set a &field…"), "Ctrl+Shift+G", "contact")
    def give_field(self) -> None:
        ids = self._chosen_or_said()
        if not ids:
            return
        offers = [Offer(_(field.label), field) for field in bulk.fields()]
        offers += [Offer(field.name, field, _("your field")) for field in self.desk.read(own_fields.all_of)]
        self._pick(_("Which field?"), ids, offers, lambda field: self._ask_value(ids, field))

    def _ask_value(self, ids: Sequence[int], field: Field | OwnField) -> None:
        """Choose or type what the field is to hold, as fits it."""
        title = field.name if isinstance(field, OwnField) else _(field.label)
        offers = self._values_of(field)
        if offers:
            self._pick(title, ids, offers, lambda value: self._set_field(title, ids, field, value))
            return
        hint = _("empty: the field is emptied")
        if not isinstance(field, OwnField) and field.hint:
            hint = f"{_(field.hint)} · {hint}"
        Ask(self, _for(title, ids), lambda text: self._check_and_set(title, ids, field, text), hint=hint).open_under(
            self.search
        )

    def _values_of(self, field: Field | OwnField) -> list[Offer]:
        empty = Offer(_("nothing"), "")
        if field.kind == "yes_no":
            return [Offer(_("yes"), "1"), Offer(_("no"), "")]
        if isinstance(field, OwnField):
            return [*(Offer(one, one) for one in field.choices), empty] if field.kind == "choice" else []
        if field.key == "tier":
            return [*(Offer(one, one) for one in self.desk.read(queries.tiers)), empty]
        return _words(field.choices)

    def _check_and_set(self, title: str, ids: Sequence[int], field: Field | OwnField, text: str) -> str:
        why = bulk.check(field, text, self.desk.today())
        if not why:
            self._set_field(title, ids, field, text)
        return why

    def _set_field(self, title: str, ids: Sequence[int], field: Field | OwnField, value: str) -> None:
        step = _("Set “{field}”").format(field=title)
        if isinstance(field, OwnField):
            self._give(step, ids, bulk.set_own, field.uid, value, self.desk.today())
        else:
            self._give(step, ids, bulk.set_all, field.key, value, self.desk.today())

    # tags

    @action(mark("Add ta&gs…"), "Ctrl+G", "contact", "tag")
    def add_tags(self) -> None:
        ids = self._chosen_or_said()
        if not ids:
            return
        title = _("Add tags")
        known = self.desk.read(queries.tags)

        def anew(text: str) -> str:
            is_known = text.strip().casefold() in (name.casefold() for name in known)
            return _("Add “{tags}”").format(tags=text.strip()) if text.strip() and not is_known else ""

        hint = _("A tag, or several separated by commas")
        picker = Picker(self, _for(title, ids), [Offer(name, name) for name in known], hint=hint, make=anew)
        give = partial(self._give, title, ids, edits.add_tags)
        picker.picked.connect(lambda name: give(name))
        picker.typed_anew.connect(lambda text: give(text))
        picker.open_under(self.search)

    @action(mark("Take tags away…"), "Ctrl+Shift+D", "contact")
    def remove_tags(self) -> None:
        ids = self._chosen_or_said()
        if not ids:
            return
        found = self.desk.read(queries.tags_of, ids)
        if not found:
            self.desk.say(_("None of them has a tag."))
            return
        title = _("Take tags away")
        offers = [Offer(name, name, ngettext("on {n} contact", "on {n} contacts", n).format(n=n)) for name, n in found]
        self._pick(title, ids, offers, lambda name: self._give(title, ids, bulk.remove_tags, [name]))

    # paper, files, windows

    @action(mark("&Letter to the selection…"), "Ctrl+Shift+M", "letter", "letter")
    def write_letters(self) -> None:
        if ids := self._chosen_or_said():
            self.letters_wanted.emit(ids)

    @action(mark("La&bels of the selection…"), "Ctrl+Shift+B", "letter", "tag")
    def print_labels(self) -> None:
        if ids := self._chosen_or_said():
            self.labels_wanted.emit(ids)

    @action(mark("En&velopes of the selection…"), "Ctrl+Alt+N", "letter", "letter")
    def print_envelopes(self) -> None:
        if ids := self._chosen_or_said():
            self.envelopes_wanted.emit(ids)

    @action(mark("Add to a se&quence…"), "Ctrl+Alt+Q", "letter", "letter")
    def add_to_sequence(self) -> None:
        if ids := self._chosen_or_said():
            self.sequence_wanted.emit(ids)

    @action(mark("E&xport…"), "Ctrl+E", "file", "export")
    def export(self) -> None:
        """The chosen ones where several are, everybody in the list otherwise."""
        ids = self.selected() if self.list.count_chosen() > 1 else list(self.model.ids)
        if ids:
            self.export_wanted.emit(ids)
        else:
            self.desk.say(_("There is nobody in the list."))

    @action(mark("Client &sheet…"), "Ctrl+P", "contact", "print")
    def client_sheet(self) -> None:
        if one := self.current_id():
            self.sheet_wanted.emit(one)

    @action(mark("Open in a window of its own"), "Ctrl+Shift+W", "contact")
    def open_window(self) -> None:
        if one := self.current_id():
            self.window_wanted.emit(one)

    # the trash

    @action(mark("Move to the trash"), "Del", "contact", "trash", everywhere=False)
    def trash(self) -> None:
        ids = self._chosen_or_said()
        if not ids:
            return
        count = len(ids)
        if self._in_trash:
            title, edit = _("Out of the trash"), edits.restore
            done = ngettext("{n} contact restored.", "{n} contacts restored.", count)
        else:
            title, edit = _("Move to the trash"), edits.trash
            done = ngettext("{n} contact in the trash.", "{n} contacts in the trash.", count)
        question = "" if self._in_trash else self._before_trash(ids)

        def go_on() -> None:
            self.desk.do_for_many(count, title, done.format(n=count), edit, ids)

        if question:
            Confirm(self, title, question, title, _("Leave them in the list"), go_on).open_under(self.search)
        else:
            go_on()

    @action(mark("Delete for good…"), "Shift+Del", "contact", "trash", everywhere=False)
    def delete_for_good(self) -> None:
        if not self._in_trash:
            self.desk.say(_("Only what is in the trash can be deleted for good: show the trash first."))
            return
        ids = self._chosen_or_said()
        if not ids:
            return
        count = len(ids)
        question = ngettext(
            "{n} contact leaves the base with its history, and no longer comes back.",
            "{n} contacts leave the base with their history, and no longer come back.",
            count,
        ).format(n=grouped(count))
        does = ngettext("Delete {n} contact", "Delete {n} contacts", count).format(n=grouped(count))
        leave = _("Do not delete")
        Confirm(self, _("Delete for good"), question, does, leave, lambda: self._delete(ids)).open_under(self.search)

    def _delete(self, ids: Sequence[int]) -> None:
        done = ngettext("{n} contact deleted for good.", "{n} contacts deleted for good.", len(ids))
        self.desk.do_for_good(len(ids), _("Delete for good"), done.format(n=len(ids)), edits.delete_for_good, ids)

    @action(mark("Select all"), "Ctrl+A", "edit", everywhere=False)
    def select_all(self) -> None:
        self.list.selectAll()


def _for(title: str, ids: Sequence[int]) -> str:
    """What is asked, and of how many."""
    return ngettext("{title} · {n} contact", "{title} · {n} contacts", len(ids)).format(
        title=title, n=grouped(len(ids))
    )


def _words(choices: Sequence[Any]) -> list[Offer]:
    return [Offer(_(one.label), one.value) for one in choices]
