"""Pictures brought in: small, upright, and never a bomb."""

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from petitcrm.base.errors import Problem
from petitcrm.ui import pictures


def picture(path: Path, width: int, height: int, kind: str = "PNG") -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF3366)
    assert image.save(str(path), kind)  # type: ignore[call-overload]
    return path


@pytest.mark.parametrize(("width", "height"), [(4000, 3000), (30, 5000), (640, 480), (1, 1)])
def test_a_picture_is_made_small(tmp_path: Path, width: int, height: int) -> None:
    made = QImage.fromData(pictures.shrunk(picture(tmp_path / "x.png", width, height)))
    assert max(made.width(), made.height()) == min(max(width, height), pictures.SIDE)


def test_what_is_no_picture_is_said(tmp_path: Path) -> None:
    file = tmp_path / "holiday.jpg"
    for content in (
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"\xff\xd8\xff\xe0broken",
    ):
        file.write_bytes(content)
        with pytest.raises(Problem, match=r"holiday\.jpg"):
            pictures.shrunk(file)
    with pytest.raises(Problem, match="can't be read"):
        pictures.shrunk(tmp_path / "missing.jpg")


def bomb(path: Path, width: int, height: int) -> Path:
    """A small PNG that claims to be huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    line = b"\0" + bytes((width + 7) // 8)
    packer = zlib.compressobj(9)
    body = b"".join([*(packer.compress(line) for _row in range(min(height, 20_000))), packer.flush()])
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (13_000, 13_000)])
def test_a_picture_bomb_is_refused_before_it_is_loaded(tmp_path: Path, width: int, height: int) -> None:
    with pytest.raises(Problem, match="too large"):
        pictures.shrunk(bomb(tmp_path / "bomb.png", width, height))


def test_a_file_of_many_megabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    file = tmp_path / "x.jpg"
    with file.open("wb") as out:
        out.truncate(pictures.LARGEST_FILE + 1)
    with pytest.raises(Problem, match="MB"):
        pictures.shrunk(file)


def test_a_photo_of_thirty_megabytes_is_taken(tmp_path: Path) -> None:
    file = picture(tmp_path / "x.jpg", 6000, 4000, "JPEG")
    with file.open("ab") as out:
        out.write(bytes(30_000_000))  # what phones append: depth maps, films
    assert QImage.fromData(pictures.shrunk(file)).width() == pictures.SIDE
