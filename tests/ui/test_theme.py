"""Every text can be read on every ground it stands on."""

import pytest

from petitcrm.ui.theme import DARK, LIGHT, Colours


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_contrast(colours: Colours) -> None:
    for ground in (colours.surface, colours.window, colours.selection, colours.sunken):
        for text in (
            colours.text,
            colours.muted,
            colours.accent,
            colours.ok,
            colours.warn,
            colours.bad,
            *colours.tiers,
        ):
            assert contrast(text, ground) >= 4.4, (text, ground)
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    for ground in (colours.surface, colours.window):
        assert contrast(colours.edge, ground) >= 3
