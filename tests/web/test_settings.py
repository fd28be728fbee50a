"""Settings come from the environment, and a wrong one stops the start with the fix."""

import stat

import pytest
from support.visiting import KEY

from webapp import create_app, files
from webapp.settings import SettingsError, read
from webapp.version import app_version

WRONG = {
    "no key": ({}, "SECRET_KEY is not set"),
    "a short key": ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
    "a short older key": (
        {"SECRET_KEY": KEY, "SECRET_KEY_FALLBACKS": f"{KEY} short"},
        "SECRET_KEY_FALLBACKS is too short",
    ),
    "a number of proxies in words": ({"SECRET_KEY": KEY, "PROXIES": "one"}, "PROXIES"),
    **{
        f"the public address {address}": ({"SECRET_KEY": KEY, "PUBLIC_URL": address}, says)
        for address, says in {
            "questions.example": "give just the scheme and the name",
            "ftp://questions.example": "give just the scheme and the name",
            "https://questions.example/eczema": "cannot stand under a path",
            "https://questions.example/?a=1": "give just the scheme and the name",
            "https://questions.example#a": "give just the scheme and the name",
            "https://me:secret@questions.example": "give just the scheme and the name",
            "https://Questions.example": "in small letters",
            "https://questions .example": "give just the scheme and the name",
            f"https://{'a' * 80}.example": "80 characters at most",
            "http://questions.example": "must begin with https://, or set ALLOW_HTTP=1",
        }.items()
    },
    **{
        f"the contact {contact}": ({"SECRET_KEY": KEY, "CONTACT": contact}, "CONTACT is not an")
        for contact in (
            "help@questions.example",
            "http://questions.example/help",
            "mailto:help@questions.example\nExpires: never",
            "mailto:help",
            "javascript:alert(1)",
            f"https://questions.example/{'a' * 100}",
        )
    },
    **{
        f"trusted {hosts}": ({"SECRET_KEY": KEY, "TRUSTED_HOSTS": hosts}, "is not a name")
        for hosts in (
            "https://questions.example",
            "a.example,b.example",
            "a.example, b.example",
            "*.questions.example",
            "questions.example/",
            "Questions.example",
        )
    },
    **{
        f"TLS left out by {word}": ({"SECRET_KEY": KEY, "ALLOW_HTTP": word}, "ALLOW_HTTP is 1")
        for word in ("yes", "true", "1 ")
    },
    "a public address that is not trusted": (
        {"SECRET_KEY": KEY, "PUBLIC_URL": "https://a.example", "TRUSTED_HOSTS": "b.example"},
        "add a.example to TRUSTED_HOSTS",
    ),
}


@pytest.mark.parametrize(("environment", "says"), WRONG.values(), ids=WRONG)
def test_a_wrong_setting_stops_the_start_and_says_how_to_mend_it(environment, says):
    with pytest.raises(SettingsError, match=says):
        create_app(environment)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"PUBLIC_URL": "https://questions.example/"}, "https://questions.example"),
        ({"PUBLIC_URL": "https://q.example:8443"}, "https://q.example:8443"),
        ({"PUBLIC_URL": "http://127.0.0.1:8000", "ALLOW_HTTP": "1"}, "http://127.0.0.1:8000"),
        (
            {"PUBLIC_URL": "https://q.example:8443", "TRUSTED_HOSTS": "b.example .q.example"},
            "https://q.example:8443",
        ),
        ({}, ""),
    ],
)
def test_the_public_address_is_kept_without_a_slash_at_its_end(given, kept):
    assert create_app({"SECRET_KEY": KEY} | given).config["PUBLIC_URL"] == kept


def test_development_makes_a_key_for_this_checkout_once_and_for_its_owner_only(tmp_path, capsys):
    first = read({"ALLOW_HTTP": "1"}, tmp_path / "instance")["SECRET_KEY"]
    assert "development key" in capsys.readouterr().err
    file = tmp_path / "instance" / "secret_key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(first) >= 32
    assert read({"ALLOW_HTTP": "1"}, tmp_path / "instance")["SECRET_KEY"] == first


def test_without_tls_only_where_it_is_allowed():
    for allowed, begins, secure in (("1", "answers=", False), ("", "__Host-answers=", True)):
        app = create_app({"SECRET_KEY": KEY, "ALLOW_HTTP": allowed})
        answer = app.test_client().get("/questions/creams", base_url="http://127.0.0.1")
        assert answer.headers["Set-Cookie"].startswith(begins)
        assert ("Secure" in answer.headers["Set-Cookie"]) is secure


def test_a_checkout_without_an_installed_package_says_so():
    assert app_version() == "checkout"


def test_webapp_finds_its_templates_inside_the_package_when_they_are_there(tmp_path, monkeypatch):
    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(files, "PACKAGE", tmp_path)
    assert files.folder("templates") == tmp_path / "templates"
    assert files.folder("static") == tmp_path.parent / "static"
