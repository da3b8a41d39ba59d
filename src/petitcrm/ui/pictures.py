"""Pictures brought in by people: looked at before they are loaded, made small, and never more than a picture."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QPushButton

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.ui import theme

LARGEST_FILE = 60_000_000  # bytes
LARGEST_PICTURE = 120_000_000  # pixels; a small file may claim to be a huge picture
SIDE = 1_024
KINDS = "*.jpg *.jpeg *.png *.webp *.bmp *.gif *.tif *.tiff"


def shrunk(path: Path, side: int = SIDE) -> bytes:
    """The picture in a file, upright, at most `side` pixels long, as JPEG. Problem where it is none, or far too large."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Problem(
            _("{path}: the file can't be read ({reason}).").format(path=path, reason=error.strerror)
        ) from error
    if size > LARGEST_FILE:
        raise Problem(
            _("{path}: the picture has {size} MB, {most} at most are taken.").format(
                path=path.name, size=size // 1_000_000, most=LARGEST_FILE // 1_000_000
            ),
            _("Save it smaller first."),
        )
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    found = reader.size()
    if bytes(reader.format().data()) in (b"svg", b"svgz", b"") or not found.isValid():
        raise Problem(
            _("{path}: this is not a picture that can be read.").format(path=path.name), _("Take a JPEG or a PNG file.")
        )
    if found.width() * found.height() > LARGEST_PICTURE:
        raise Problem(
            _("{path}: the picture is too large ({width} × {height} pixels).").format(
                path=path.name, width=found.width(), height=found.height()
            ),
            _("Save it smaller first."),
        )
    if max(found.width(), found.height()) > side:
        reader.setScaledSize(found.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise Problem(
            _("{path}: the picture is damaged or too large to be read.").format(path=path.name),
            _("Save it smaller first, as a JPEG file."),
        )
    return _jpeg(image)


def _jpeg(image: QImage) -> bytes:
    plain = QImage(image.size(), QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    plain.save(buffer, "JPEG", 85)  # type: ignore[call-overload]
    return bytes(data.data())


class Portrait(QPushButton):
    """A round-cornered photo, or the initials where there is none; a click is for the one who uses it."""

    def __init__(self, side: int = 44) -> None:
        super().__init__()
        self.setProperty("quiet", True)
        self.setFixedSize(side, side)
        self._picture = QPixmap()
        self._initials = ""

    def show_person(self, content: bytes, name: str) -> None:
        """The photo (its bytes, b"" for none) of somebody called `name`."""
        self._picture = QPixmap()
        if content:
            self._picture.loadFromData(content)
        words = [word for word in name.split() if word[:1].isalnum()]
        self._initials = "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(box, 8, 8)
        painter.setClipPath(shape)
        painter.fillPath(shape, QColor(c.sunken))
        if not self._picture.isNull():
            side = min(self._picture.width(), self._picture.height())
            left, top = (self._picture.width() - side) / 2, (self._picture.height() - side) / 4
            painter.drawPixmap(box, self._picture, QRectF(left, top, side, side))
        else:
            painter.setPen(QColor(c.muted))
            painter.setFont(theme.sized(self.font(), theme.BODY, bold=True))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.setClipping(False)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QColor(c.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 8, 8)
        painter.end()
