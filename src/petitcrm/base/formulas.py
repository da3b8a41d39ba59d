"""Cells that a spreadsheet would take for formulas: an apostrophe makes them text, and goes again when they are read."""

_BLANK = " \t\r\n\v\f\x00\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c" \
         "\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"  # fmt: skip
_FORMULA = frozenset("=+-@|%\uff1d\uff0b\uff0d\uff20\uff5c\uff05'")
_ODD = frozenset("\t\r\n\x00")


def neutral(cell: str) -> str:
    """`cell` as a spreadsheet takes it for text: an apostrophe before what could be a formula, or an apostrophe."""
    start = cell.lstrip(_BLANK)
    risky = cell[:1] in _ODD or (start[:1] in _FORMULA and start != "")
    return "'" + cell if risky else cell


def exact(cell: str) -> str:
    """What `neutral` was given."""
    return cell[1:] if cell.startswith("'") and neutral(cell[1:]) == cell else cell
