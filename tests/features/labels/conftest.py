from labels_support import ids, uids

__all__ = ["ids", "uids"]
