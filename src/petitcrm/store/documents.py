"""Files kept in the base, once by content."""

import hashlib

from petitcrm.store.connection import Reader


def keep(reader: Reader, content: bytes) -> int:
    """The key of the document with this content, kept once. Inside a transaction."""
    digest = hashlib.sha256(content).hexdigest()
    found = reader.value("SELECT id FROM document WHERE sha256 = ?", (digest,))
    if found is None:
        found = reader.execute("INSERT INTO document(sha256, content) VALUES (?, ?)", (digest, content)).lastrowid
    return int(found)


def content(reader: Reader, document_id: int) -> bytes:
    """The bytes of a document, none where it is gone."""
    return bytes(reader.value("SELECT content FROM document WHERE id = ?", (document_id,)) or b"")
