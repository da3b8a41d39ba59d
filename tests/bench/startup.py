"""Process start to a first screen that shows its data, against an empty PySide6 window. Run: startup.py BASE"""

import os
import subprocess
import sys
import tempfile
import time

from bench import told

EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class W(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event); print("painted", flush=True); import os; os._exit(0)
w = W(); w.resize(1280, 720); w.show(); app.exec()
"""
OURS = """
import sys, os
from petitcrm.ui.lists import painting
from petitcrm.ui import main_window
paint = painting.LineDelegate.paint
def first(self, painter, option, index):
    paint(self, painter, option, index)
    if index.row() == 0: print("painted", flush=True); os._exit(0)
from petitcrm.cli import run
import petitcrm.ui.lists.painting
painting.LineDelegate.paint = first
sys.exit(run(sys.argv[1:]))
"""


def once(code: str, *arguments: str) -> float:
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "PETITCRM_HOME": home,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        start = time.perf_counter()
        run = subprocess.run(
            [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        taken = time.perf_counter() - start
    assert "painted" in run.stdout, run.stderr
    return taken * 1000


def main() -> None:
    base = sys.argv[1]
    once(EMPTY), once(OURS, "--file", base)
    bare, ours = [], []
    for _turn in range(9):
        bare.append(once(EMPTY))
        ours.append(once(OURS, "--file", base))
    told("start to first painted line", sorted(ours), sorted(bare), "ratio 2.5")


if __name__ == "__main__":
    main()
