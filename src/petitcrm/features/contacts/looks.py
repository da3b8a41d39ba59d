"""How the list looks: lines or a table, its columns and order, the views the owner named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark
from petitcrm.base.late import Late
from petitcrm.features.contacts import conditions, views
from petitcrm.features.contacts.column_chooser import STEP, ColumnChooser
from petitcrm.features.contacts.columns import USUAL
from petitcrm.features.contacts.listing import ListPage
from petitcrm.features.contacts.views import SavedView, View
from petitcrm.ui.actions import action
from petitcrm.ui.icons import icon
from petitcrm.ui.messages import tip
from petitcrm.ui.widgets.panels import Ask, Offer, Picker
from petitcrm.ui.widgets.small import icon_button

if TYPE_CHECKING:
    from petitcrm.features.contacts import view_edits
else:
    view_edits = Late("petitcrm.features.contacts.view_edits")


class LookActions(ListPage):
    """The looks of the list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sort_button = QPushButton()
        self.sort_button.setProperty("quiet", True)
        self.sort_button.clicked.connect(lambda *_clicked: self.sort_by())
        self.look_button = icon_button("table", _("Table or lines (Ctrl+Shift+V)"), self.turn_look)
        self.views_button = icon_button("view", _("Views (Ctrl+Shift+J)"), self.choose_view)
        self.splitter = QSplitter()
        self._keep_timer = QTimer(self)
        self._keep_timer.setSingleShot(True)
        self._keep_timer.setInterval(300)
        self._keep_timer.timeout.connect(self._keep_look)
        self.list.sort_wanted.connect(self._sort_by_key)
        self.list.arranged.connect(self._keep_timer.start)
        self.list.heads_menu.connect(self._heads_menu)

    def restore_look(self) -> None:
        """The list as it stood the last time."""
        self.read_offers()
        kept = views.understood(json.dumps(self.kept))
        known = tuple(key for key in kept.columns if key in self.columns) or USUAL
        sort = kept.sort if kept.sort in self.columns else "name"
        self.view = View(columns=known, sort=sort, descending=kept.descending, table=kept.table)
        self._dress()

    def read_offers(self) -> None:
        """As before; a column that is gone, or has another name, is so in the table at once."""
        super().read_offers()
        heads = {head.key: head.title for head in self.list.heads}
        if heads and heads != {column.key: column.title for column in self.shown_columns()}:
            self._dress()

    def reload(self) -> None:
        super().reload()
        if self.saved is not None:
            self._choose_saved(self.saved.uid)

    def _dress(self) -> None:
        """Show what the view says of the look."""
        offset = self.list.rowAt(0)
        if self.view.table:
            widths = _dict(self.kept.get("widths"))
            heads = [
                column.head(widths[column.key] if isinstance(widths.get(column.key), int) else 0)
                for column in self.shown_columns()
            ]
            self._changing_look(lambda: self.list.show_table(heads))
        else:
            self._changing_look(self.list.show_lines)
        self.list.show_sort(self.view.sort, self.view.descending)
        self.look_button.setIcon(icon("lines" if self.view.table else "table"))
        self.sort_button.setVisible(not self.view.table)  # the header of the table says it
        self._show_beside(self._card_wanted())
        if offset > 0:
            self.list.verticalScrollBar().setValue(offset * self.list.verticalHeader().defaultSectionSize())
        self.show_sort()

    def _changing_look(self, change: Any) -> None:
        """The same lines in another look: the current one and the chosen ones stay."""
        place, several = self.list.currentIndex().row(), self.list.count_chosen() > 1
        chosen = set(self.selected()) if several else set()
        change()
        if place >= 0:
            self.list.select(place)
        if chosen:
            self.list.choose_again(chosen, place)

    def _show_beside(self, on: bool) -> None:
        """The card beside the list, or the list alone; a table gets half of the window."""
        self.card.setVisible(on)
        whole = self.splitter.width()
        left = whole // 2 if self.view.table else 390
        if on and whole > left + 300:
            self.splitter.setSizes([left, whole - left])

    def _card_wanted(self) -> bool:
        """The card stands beside lines, and beside the table where somebody asked for it."""
        return bool(self.kept.get("card_beside_table", False)) if self.view.table else True

    def show_sort(self) -> None:
        """Say what the list is sorted by."""
        column = self.columns.get(self.view.sort)
        arrow = "↓" if self.view.descending else "↑"
        self.sort_button.setText(f"{column.title if column else ''} {arrow}".replace("&", "&&"))
        said = _("Sorted by {column}").format(column=column.title if column else "")
        self.sort_button.setAccessibleName(said)
        tip(self.sort_button, said + " (Ctrl+Shift+Y)")

    def _keep_look(self) -> None:
        if self.list.is_table:
            order = tuple(self.list.order())
            hidden = tuple(key for key in self.view.columns if key not in order and key not in self.columns)
            self.view = replace(self.view, columns=order + hidden)
            self.kept = {**self.kept, "widths": {**_dict(self.kept.get("widths")), **self.list.widths()}}
        self.keep(
            columns=list(self.view.columns),
            sort=self.view.sort,
            descending=self.view.descending,
            table=self.view.table,
        )

    # lines or table, columns, order

    @action(mark("Table or &lines"), "Ctrl+Shift+V", "view", "table")
    def turn_look(self) -> None:
        self._keep_look()
        self.view = replace(self.view, table=not self.view.table)
        self._dress()
        self._keep_look()

    @action(mark("&Card beside the list"), "F8", "view")
    def turn_card(self) -> None:
        self._show_beside(self.card.isHidden())
        if self.view.table:
            self.keep(card_beside_table=not self.card.isHidden())

    @action(mark("Columns…"), "Ctrl+Shift+K", "view", "columns")
    def choose_columns(self) -> None:
        self._keep_look()
        offers = {key: column.title for key, column in self.columns.items()}
        chooser = ColumnChooser(self, offers, self.view.columns, USUAL)
        chooser.changed.connect(self._show_columns)
        chooser.widened.connect(self.list.widen)
        chooser.open_under(self.look_button)

    def _show_columns(self, keys: list[str]) -> None:
        self.view = replace(self.view, columns=tuple(keys) or USUAL, table=True)
        self._dress()
        self._keep_timer.start()

    @action(mark("Sort by…"), "Ctrl+Shift+Y", "view", "sort")
    def sort_by(self) -> None:
        offers = [
            Offer(
                column.title,
                key,
                _("chosen again: turned around") if key == self.view.sort else "",
                key == self.view.sort,
            )
            for key, column in self.columns.items()
        ]
        picker = Picker(self, _("Sort by"), offers)
        picker.picked.connect(self._sort_by_key)
        picker.open_under(self.sort_button)

    def _sort_by_key(self, key: str) -> None:
        """By another column; by the same one, the other way round."""
        self._keep_look()
        self.sort(key, not self.view.descending if key == self.view.sort else False)
        self.show_sort()
        self._keep_look()

    @action(mark("Sort again"), "F5", "view")
    def sort_again(self) -> None:
        self.sort(self.view.sort, self.view.descending)

    def _heads_menu(self, at: QPoint) -> None:
        """What can be done with the column under the mouse."""
        head = self.list.head_at(self.list.horizontalHeader().mapFromGlobal(at).x())
        menu = QMenu(self)
        if head is not None:
            for words, run in (
                (_("Sort from the first to the last"), lambda: self._sort_column(head.key, False)),
                (_("Sort from the last to the first"), lambda: self._sort_column(head.key, True)),
                (_("Move to the left"), lambda: self.move_column(head.key, -1)),
                (_("Move to the right"), lambda: self.move_column(head.key, 1)),
                (_("Wider"), lambda: self.list.widen(head.key, STEP)),
                (_("Narrower"), lambda: self.list.widen(head.key, -STEP)),
                (_("Hide this column"), lambda: self._hide_column(head.key)),
            ):
                menu.addAction(words, run)
            menu.addSeparator()
        menu.addAction(_("Columns…"), self.choose_columns)
        menu.exec(at)

    def _sort_column(self, key: str, descending: bool) -> None:
        self._keep_look()
        self.sort(key, descending)
        self.show_sort()
        self._keep_look()

    def move_column(self, key: str, by: int) -> None:
        """One place to the left (-1) or to the right (1)."""
        self._keep_look()
        keys = list(self.view.columns)
        at = keys.index(key)
        to = max(0, min(len(keys) - 1, at + by))
        keys.insert(to, keys.pop(at))
        self._show_columns(keys)

    def _hide_column(self, key: str) -> None:
        self._keep_look()
        self._show_columns([one for one in self.view.columns if one != key])

    # views with a name

    def present_view(self) -> View:
        """What the list shows now, and how."""
        self._keep_look()
        return replace(self.view, filters=tuple(self.filters.chosen), search=self.search.text().strip())

    @action(mark("&Views…"), "Ctrl+Shift+J", "view", "view")
    def choose_view(self) -> None:
        found = self.desk.read(views.all_of)
        offers = [Offer(_("All contacts"), self.show_all)]
        offers += [Offer(one.name, lambda one=one: self.show_view(one), "", self._is_shown(one)) for one in found]
        offers.append(Offer(_("Save this view…"), self.save_view))
        if self.saved is not None:
            name = self.saved.name
            offers += [
                Offer(_("Keep the view “{name}” as it is now").format(name=name), self.update_view),
                Offer(_("Rename the view “{name}”…").format(name=name), self.rename_view),
                Offer(_("Delete the view “{name}”").format(name=name), self.delete_view),
            ]
        picker = Picker(self, _("Views"), offers)
        picker.picked.connect(lambda run: run())
        picker.open_under(self.views_button)

    def _is_shown(self, one: SavedView) -> bool:
        return self.saved is not None and self.saved.uid == one.uid

    def show_view(self, saved: SavedView) -> None:
        """The list as the owner named it. What is no longer there is left out and said."""
        self.read_offers()
        view = saved.view
        found, unknown = self.desk.read(conditions.named, view.filters, self.plain_conditions())
        gone = [key for key in (*view.columns, view.sort) if key not in self.columns]
        self.turn_trash(False)
        self.filters.choose_only(found)
        self.search.blockSignals(True)
        self.search.setText(view.search)
        self.search.blockSignals(False)
        self.saved = saved
        self.view = replace(
            view,
            columns=tuple(key for key in view.columns if key in self.columns) or USUAL,
            sort=view.sort if view.sort in self.columns else "name",
        )
        self._dress()
        self.filter()
        if unknown or gone:
            names = ", ".join(dict.fromkeys(key.partition(":")[2] or key for key in (*unknown, *gone)))
            self.desk.say(_("Left out of the view, no longer there: {names}.").format(names=names))

    @action(mark("Save this view…"), "", "view")
    def save_view(self) -> None:
        view = self.present_view()
        ask = Ask(
            self,
            _("Save this view"),
            lambda name: self._try(lambda: self._save(name, view)),
            hint=_("Name, for example: warm, near Lyon"),
        )
        ask.open_under(self.search)

    def _save(self, name: str, view: View) -> None:
        uid = self.desk.do(_("Save a view"), view_edits.save, name, view)
        self._choose_saved(uid)
        self.desk.say(_("View saved: {name}.").format(name=self.saved.name if self.saved else name))

    def _choose_saved(self, uid: str) -> None:
        self.saved = next((one for one in self.desk.read(views.all_of) if one.uid == uid), None)
        self.show_count()

    def _try(self, run: Any) -> str:
        try:
            run()
        except Problem as problem:
            return str(problem)
        return ""

    def _saved_or_said(self) -> SavedView | None:
        if self.saved is None:
            self.desk.say(_("Choose a view first (Ctrl+Shift+J)."))
        return self.saved

    @action(mark("Keep the view as it is now"), "", "view")
    def update_view(self) -> None:
        if saved := self._saved_or_said():
            self.desk.do(_("Change a view"), view_edits.update, saved.uid, self.present_view())
            self._choose_saved(saved.uid)
            self.desk.say(_("View saved: {name}.").format(name=saved.name))

    @action(mark("Rename the view…"), "", "view")
    def rename_view(self) -> None:
        if saved := self._saved_or_said():

            def rename(name: str) -> None:
                self.desk.do(_("Rename a view"), view_edits.rename, saved.uid, name)
                self._choose_saved(saved.uid)

            title = _("Rename the view")
            Ask(self, title, lambda name: self._try(lambda: rename(name)), text=saved.name).open_under(self.search)

    @action(mark("Delete the view"), "", "view")
    def delete_view(self) -> None:
        if saved := self._saved_or_said():
            self.desk.do(_("Delete a view"), view_edits.delete, saved.uid)
            self.saved = None
            self.show_count()
            self.desk.say(_("View deleted: {name}.").format(name=saved.name))


def _dict(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}
