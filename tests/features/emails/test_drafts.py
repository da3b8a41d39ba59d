"""E-mail drafts: what they say, to whom, and that nothing of a name becomes a header or markup."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from petitcrm.base.errors import Cancelled, Problem
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.emails import drafts
from petitcrm.features.emails.dialog import EmailDialog, open_emails
from petitcrm.features.emails.drafts import Run
from petitcrm.features.emails.rendered import rendered
from petitcrm.features.history.queries import timeline
from petitcrm.features.letters import queries
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.recipient import Recipient
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from tests_support import TODAY, everything

HEAD = Letterhead("Atelier Duvernoy", ["5 rue du Lac", "69002 Lyon"], phone="04 65 71 00 00", email="g@duvernoy.example",
                  signatory="Geneviève Duvernoy")  # fmt: skip
MODEL = Model(
    "Offre", "fr", "Pour {nom}", "Bonjour **{prénom}**,\n\nVoici :\n- un\n- deux\n\n---\n\n*À bientôt*\n\nPS : merci"
)


def someone(name: str = "Petit") -> Recipient:
    return Recipient("u", civility="Mme", given_name="Zoé", family_name=name, stage="client")


def test_an_email_is_plain_and_simple_html() -> None:
    said = rendered(MODEL, HEAD, someone(), date(2026, 5, 12))
    assert said.subject == "Pour Petit"
    assert said.problems == []
    assert "Bonjour Zoé,\n\nVoici :\n- un\n- deux\n\nÀ bientôt" in said.text
    assert said.text.index("Geneviève Duvernoy") < said.text.index("PS : merci") < said.text.index("-- \nAtelier")
    assert "<p>Bonjour <b>Zoé</b>,</p>" in said.html
    assert "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>" in said.html
    assert "*" not in said.text


@pytest.mark.parametrize(
    "name", ["<script>x</script>", "**X**", "A\r\nBcc: evil@x.example", '"; drop', "中文 😀", "&amp;"]
)
def test_what_stands_in_a_name_is_a_name(name: str) -> None:
    said = rendered(MODEL, HEAD, someone(name), date(2026, 5, 12))
    raw = drafts.message(said, "zoe@x.example", HEAD)
    made: Any = message_from_bytes(raw, policy=default)
    assert set(made.keys()) == {"From", "To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert made["To"] == "zoe@x.example"
    assert "<script>" not in made.get_body(("html",)).get_content()
    assert made["X-Unsent"] == "1"
    assert made["From"].addresses[0].addr_spec == "g@duvernoy.example"
    assert " ".join(name.split()) in str(made["Subject"])


@pytest.mark.parametrize("to", ["no address", "a@b@c", "", "x@y.example\r\nBcc: z@z.example"])
def test_what_is_no_address_is_refused(to: str) -> None:
    with pytest.raises(Problem):
        drafts.message(rendered(MODEL, HEAD, someone(), TODAY), to, HEAD)


def test_a_link_holds_what_is_not_too_long() -> None:
    said = rendered(MODEL, HEAD, someone(), TODAY)
    link = drafts.link(said, "zoe@x.example")
    assert link is not None
    assert link.startswith("mailto:zoe@x.example?subject=Pour%20Petit&body=")
    long = rendered(Model("x", "fr", "x", "mot " * 900), HEAD, someone(), TODAY)
    assert drafts.link(long, "zoe@x.example") is None
    assert drafts.link(said, "no address") is None


@pytest.fixture
def people(store: Store) -> list[int]:
    made = []
    for name, values in {
        "Girard": {"email": "g@girard.example"},
        "Roche": {"email": "r@roche.example"},
        "Sans": {},
        "Faux": {"email": "f@faux.example"},
        "Consommateur": {"email": "c@c.example", "audience": "consumer", "stage": "prospect"},
    }.items():
        made.append(store.do("new", contacts.create, "person", {"family_name": name, **values}, TODAY)[0])
    store.do("no", consent.note, made[1], "email", "objected", TODAY)
    one = store.reader.value("SELECT id FROM email WHERE contact_id = ?", (made[3],))
    store.do("wrong", parts.describe, "email", one, "state", "wrong")
    return made


def test_who_can_not_be_emailed_is_left_out_with_the_reason(store: Store, people: list[int]) -> None:
    found = store.read(queries.recipients, people, TODAY, channel="email")
    assert (found.names, found.emails) == (["Girard"], ["g@girard.example"])
    assert {one.name: one.rule for one in found.left_out} == {
        "Roche": "objection", "Sans": "no_email", "Faux": "email_wrong", "Consommateur": "law",
    }  # fmt: skip
    assert all(one.reason for one in found.left_out)


def run_of(store: Store, people: list[int]) -> Run:
    return Run(store.read(queries.recipients, people, TODAY, channel="email"), MODEL, HEAD, TODAY)


def test_drafts_are_written_all_or_none(store: Store, people: list[int], tmp_path: Path) -> None:
    made = drafts.save_all(run_of(store, people), tmp_path)
    assert [path.name for path in made] == ["001 Girard.eml"]
    assert drafts.save_all(run_of(store, people), tmp_path)[0].name == "001 Girard (2).eml"
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        drafts.save_all(run_of(store, people), tmp_path, lambda _done, _all: False)
    assert sorted(tmp_path.iterdir()) == before
    with pytest.raises(Problem):
        drafts.save_all(run_of(store, people), tmp_path / "nowhere")
    with pytest.raises(Problem):
        drafts.save_all(Run(Selection(), MODEL, HEAD, TODAY), tmp_path)


def test_the_dialog_shows_saves_and_notes(store: Store, people: list[int], qtbot: Any, tmp_path: Path) -> None:
    before = everything(store)
    desk = Desk(store)
    dialog = EmailDialog(None, desk, run_of(store, people))  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.title.text() == "1 e-mail"
    assert "no e-mail address (1)" in dialog.left_out.text()
    assert dialog.text.toPlainText().startswith("Madame, Monsieur,\n\nBonjour")
    qtbot.keyClick(dialog.list, Qt.Key.Key_End)
    assert "left out" in dialog.list.currentItem().text()
    assert dialog.text.toPlainText() == dialog.run.selection.left_out[-1].reason
    assert not dialog.open_button.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Home)
    assert dialog.open_button.isEnabled()
    with qtbot.waitSignal(desk.hub.changed):
        dialog.save_to(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".eml"] == ["001 Girard.eml"]
    assert [(entry.kind, entry.subject) for entry in store.read(timeline, people[0])] == [("email", "Offre")]
    desk.undo()
    assert everything(store) == before
    desk.wait()


def test_nobody_to_write_to_has_no_button(store: Store, people: list[int], qtbot: Any) -> None:
    dialog = EmailDialog(None, Desk(store), run_of(store, people[2:3]))  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    assert not dialog.save_button.isEnabled()
    assert not dialog.open_button.isEnabled()


@pytest.mark.parametrize("odd", ["chloe.@x.fr", "a..b@c.fr", "a@b..fr", "andré@exemple.fr"])
def test_one_odd_address_does_not_stop_the_others(store: Store, people: list[int], odd: str, tmp_path: Path) -> None:
    one = store.do("new", contacts.create, "person", {"family_name": "Chloé", "email": odd}, TODAY)[0]
    chosen = drafts.reachable(store.read(queries.recipients, [*people, one], TODAY, channel="email"))
    assert chosen.names == ["Girard"]
    assert "Chloé" in [left.name for left in chosen.left_out]
    assert len(drafts.save_all(Run(chosen, MODEL, HEAD, TODAY), tmp_path)) == 1


def test_a_domain_with_accents_is_written_as_mail_takes_it() -> None:
    raw = drafts.message(rendered(MODEL, HEAD, someone(), TODAY), "denis@société.fr", HEAD)
    assert b"To: denis@xn--socit-esab.fr" in raw


def test_a_numbered_list_keeps_its_numbers() -> None:
    said = rendered(Model("x", "fr", "x", "Voici :\n2. deux\n3. trois\n- un"), HEAD, someone(), TODAY)
    assert '<ol>\n<li value="2">deux</li>\n<li value="3">trois</li>\n</ol>\n<ul>\n<li>un</li>\n</ul>' in said.html


def test_one_address_gets_one_e_mail(store: Store, people: list[int]) -> None:
    first, second = (
        store.do("new", contacts.create, "person", {"family_name": name, "email": email}, TODAY)[0]
        for name, email in (("Anna", "nous@exemple.fr"), ("Bruno", "Nous@Exemple.fr"))
    )
    chosen = drafts.reachable(store.read(queries.recipients, [first, second], TODAY, channel="email"))
    assert chosen.names == ["Anna"]
    assert [(one.name, one.reason, one.rule) for one in chosen.left_out] == [
        ("Bruno", "has the same address as Anna", "email_twice")
    ]


@pytest.mark.parametrize("language", ["fr", "en", "de", "es", "it"])
def test_an_e_mail_does_not_speak_of_a_letterhead(language: str) -> None:
    said = rendered(Model("x", language, "x", "{mentions RGPD}"), HEAD, someone(), TODAY).text
    letter = ("en tête de cette lettre", "head of this letter", "Briefkopf", "encabezado", "in alto")
    assert HEAD.name in said
    assert not any(words in said for words in letter)


def test_the_window_opens_once_everybody_was_looked_at(store: Store, people: list[int], qtbot: Any) -> None:
    desk, parent = Desk(store), QWidget()
    qtbot.addWidget(parent)
    open_emails(parent, desk, people, MODEL, TODAY)
    qtbot.waitUntil(lambda: parent.findChild(EmailDialog) is not None)
    dialog: Any = parent.findChild(EmailDialog)
    assert (dialog.title.text(), dialog.run.model) == ("1 e-mail", MODEL)
    assert dialog.isVisible()
    desk.wait()
