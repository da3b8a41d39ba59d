import pytest

from petitcrm.base import links


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("example.com/x", "https://example.com/x"),
        ("http://example.com", "http://example.com"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//evil/share", None),
        ("\\\\evil\\share", None),
        ("ms-msdt:/id", None),
        ("smb://evil.example/x", None),
        ("data:text/html,x", None),
        ("localhost:80", None),
        ("https://", None),
        ("a b.example", None),
    ],
)
def test_only_the_web_is_opened(text: str, made: str | None) -> None:
    assert links.web(text) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a.b@x.fr", "mailto:a.b@x.fr"),
        ("a@x.fr?attach=/etc/passwd", "mailto:a@x.fr%3Fattach%3D/etc/passwd".replace("/", "%2F")),
        ("a@x.fr,b@y.fr", None),
        ("a@b@c.fr", None),
        ("nobody", None),
    ],
)
def test_one_address_and_nothing_more(text: str, made: str | None) -> None:
    assert links.mail(text) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("+33 6 39 98 00 01", "tel:+33639980001"),
        ("04.65", "tel:0465"),
        ("*#06#", None),
        ("##002#", None),
        ("abc", None),
    ],
)
def test_a_number_is_digits(text: str, made: str | None) -> None:
    assert links.phone(text) == made
