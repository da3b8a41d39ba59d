"""Views with a name: kept as allow-listed keys, whatever stands in the file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.fields import Refused
from petitcrm.features.contacts import view_edits, views
from petitcrm.features.contacts.views import View
from petitcrm.store.store import Store

VIEW = View(("clients", "tag:VIP"), "lyon", ("name", "own:abc"), "next_call", True, True)


def test_a_view_is_kept_changed_renamed_deleted_and_taken_back(store: Store) -> None:
    uid, _ = store.do("save", view_edits.save, "  Warm,  near Lyon ", VIEW)
    [kept] = store.read(views.all_of)
    assert (kept.uid, kept.name, kept.view) == (uid, "Warm, near Lyon", VIEW)
    store.do("update", view_edits.update, uid, View(search="x"))
    store.do("rename", view_edits.rename, uid, "warm, NEAR Lyon")  # its own name in other letters
    assert store.read(views.all_of)[0].view.search == "x"
    store.do("delete", view_edits.delete, uid)
    assert store.read(views.all_of) == []
    store.undo()
    assert store.read(views.all_of)[0].name == "warm, NEAR Lyon"


def test_a_name_is_needed_and_only_one_has_it(store: Store) -> None:
    uid, _ = store.do("save", view_edits.save, "One", VIEW)
    other, _ = store.do("save", view_edits.save, "Two", VIEW)
    for name in ("", "  ", "one"):
        with pytest.raises(Refused):
            store.do("save", view_edits.save, name, VIEW)
    with pytest.raises(Refused, match="TWO"):
        store.do("rename", view_edits.rename, uid, "TWO")
    assert [one.uid for one in store.read(views.all_of)] == [uid, other]


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["filters", "search", "columns", "sort", "descending", "table", "x"]), inner, max_size=6
    ),
    max_leaves=12,
))  # fmt: skip
def test_whatever_is_kept_is_some_view(found: object) -> None:
    view = views.understood(json.dumps(found))
    assert all(isinstance(one, str) for one in (*view.filters, *view.columns, view.search, view.sort))
    assert views.understood(views.as_text(view)) == view


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "{}"])
def test_what_is_no_view_is_the_plain_one(text: str) -> None:
    assert views.understood(text) == View()
