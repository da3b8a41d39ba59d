"""The text of a letter from a file: plain text in any writing, .docx with its forms, and what is neither."""

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement

from petitcrm.base.errors import Problem
from petitcrm.features.letters import text_files
from petitcrm.features.letters.markup import marked


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_plain_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "lettre.txt"
    path.write_bytes("Bonjour {nom},\r\n\r\nÀ bientôt – « Hélène ».".encode(encoding))
    assert text_files.read(path) == "Bonjour {nom},\n\nÀ bientôt – « Hélène »."


def test_a_docx_keeps_bold_italic_and_lists(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Un mot ")
    paragraph.add_run("gras").bold = True
    paragraph.add_run(" et un ")
    paragraph.add_run("penché ").italic = True
    paragraph.add_run("5 * 3")
    for text in ("un", "deux"):
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("Fin {nom}")
    path = tmp_path / "lettre.docx"
    document.save(str(path))
    text = text_files.read(path)
    assert text == "Un mot **gras** et un *penché* 5 \\* 3\n\n- un\n- deux\n\nFin {nom}"
    assert marked(text).count("*") == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK no zip"), ("b.docx", b""), ("c.txt", b"\x00\x01binary"), ("d.txt", b"   \n"), ("e.txt", b"x" * 100_001),
    ],
)  # fmt: skip
def test_what_is_no_letter_is_refused_with_its_name(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Problem, match=name):
        text_files.read(path)


def test_another_zip_and_a_bomb_are_refused(tmp_path: Path) -> None:
    other, bomb = tmp_path / "other.docx", tmp_path / "bomb.docx"
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("hello.txt", "x")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * 70_000_000)
    broken = tmp_path / "broken.docx"
    document = Document()
    document.save(str(tmp_path / "good.docx"))
    with zipfile.ZipFile(tmp_path / "good.docx") as before, zipfile.ZipFile(broken, "w") as after:
        for one in before.infolist():
            after.writestr(one, before.read(one)[:-20] if one.filename == "word/document.xml" else before.read(one))
    for path in (other, bomb, broken):
        with pytest.raises(Problem):
            text_files.read(path)
    with pytest.raises(Problem, match="can't be read"):
        text_files.read(tmp_path / "missing.txt")


def test_no_entity_of_a_docx_is_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    document = Document()
    document.add_paragraph("PLACE")
    path = tmp_path / "a.docx"
    document.save(str(path))
    evil = tmp_path / "evil.docx"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(evil, "w") as after:
        for one in before.infolist():
            content = before.read(one)
            if one.filename == "word/document.xml":
                head, rest = content.split(b"?>", 1)
                content = head + b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file://' + str(secret).encode() + b'">]>' + rest
                content = content.replace(b"PLACE", b"PLACE &e;")
            after.writestr(one, content)
    with suppress(Problem):  # refused altogether is as good
        assert "secret" not in text_files.read(evil)


def test_links_tables_and_split_runs_of_a_docx_are_kept(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Voir ")
    for part in ("phr", "ase"):
        paragraph.add_run(part).italic = True
    link = OxmlElement("w:hyperlink")
    link.append(paragraph.add_run("www.exemple.example")._r)
    paragraph._p.append(link)
    paragraph.add_run(" pour la suite.")
    gras = document.add_paragraph()
    gras.add_run("gr").bold = True
    both = gras.add_run("as")
    both.bold = both.italic = True
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "dans un tableau"
    path = tmp_path / "a.docx"
    document.save(str(path))
    text = text_files.read(path)
    assert text.startswith("Voir *phrase*www.exemple.example pour la suite.")
    assert text.endswith("dans un tableau")


def test_a_damaged_docx_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Bonjour " * 50)
    good = tmp_path / "good.docx"
    document.save(str(good))
    raw = good.read_bytes()
    for at in range(60, len(raw) - 60, len(raw) // 120):
        path = tmp_path / "bad.docx"
        path.write_bytes(raw[:at] + bytes(byte ^ 0x5A for byte in raw[at : at + 9]) + raw[at + 9 :])
        with suppress(Problem):
            text_files.read(path)
