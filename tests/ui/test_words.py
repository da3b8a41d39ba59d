"""A person's words are never markup: no label, tooltip or box of ours is given rich text with data in it."""

import ast
from pathlib import Path

import petitcrm

SOURCE = Path(petitcrm.__file__).parent
ALLOWED = {"ui/messages.py", "ui/widgets/small.py"}


def calls(tree: ast.AST) -> list[tuple[str, ast.Call]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found.append((name, node))
    return found


def test_labels_and_tooltips_go_through_one_place() -> None:
    wrong = []
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).as_posix()
        if name in ALLOWED:
            continue
        for called, node in calls(ast.parse(path.read_text(encoding="utf-8"))):
            plain = all(isinstance(argument, ast.Constant) for argument in node.args)
            if called in ("QLabel", "setToolTip", "setStatusTip", "setWhatsThis", "setHtml", "QToolTip") and not (
                plain and not node.args
            ):
                wrong.append(f"{name}:{node.lineno} {called}")
            boxes = ("information", "warning", "critical", "question")
            if called in boxes and getattr(getattr(node.func, "value", None), "id", "") == "QMessageBox":
                wrong.append(f"{name}:{node.lineno} {called}")
    assert wrong == []


def test_nothing_opens_a_network_connection() -> None:
    forbidden = {"requests", "urllib.request", "http.client", "ftplib", "smtplib", "PySide6.QtNetwork", "asyncio"}
    wrong = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            wrong += [f"{path.name}: {name}" for name in names if name in forbidden]
    assert wrong == []
