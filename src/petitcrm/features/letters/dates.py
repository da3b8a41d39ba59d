"""Dates as letters write them, by the letter's language."""

from datetime import date

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
}
_MONTH_NAMES = {language: names.split() for language, names in _MONTHS.items()}


def in_words(day: date, language: str) -> str:
    """ "1er novembre 2026", "1 November 2026", "1. November 2026", "1 de noviembre de 2026", "1º novembre 2026"."""
    month = _MONTH_NAMES[language][day.month - 1]
    first = day.day == 1
    if language == "fr":
        return f"{'1er' if first else day.day}\u00a0{month} {day.year}"
    if language == "de":
        return f"{day.day}.\u00a0{month} {day.year}"
    if language == "es":
        return f"{day.day} de {month} de {day.year}"
    return f"{'1º' if first and language == 'it' else day.day} {month} {day.year}"


def place_and_date(town: str, day: date, language: str) -> str:
    """ "Lyon, le 21 novembre 2026"; without a town "Le 21 novembre 2026"."""
    words = in_words(day, language)
    if not town.strip():
        return f"Le {words}" if language == "fr" else words
    article = {"fr": "le ", "de": "den "}.get(language, "")
    return f"{town.strip()}, {article}{words}"
