"""Which passwords are refused, and in which words."""

import secrets

import pytest

from runtime.security.passwords import faults, hashed, unpredictable

EASY = """
password1234 P@ssw0rd1234! passwordpassword qwertyuiop12 qwertyuiop[] 1q2w3e4r5t6y 1qaz2wsx3edc zaq12wsxcde3
asdfghjkl123 123456789012 098765432109 111111111111 aaaaaaaaaaaa abcabcabcabc abcdefghijkl abcd12345678
q1w2e3r4t5y6 zxcvbnm12345 iloveyou1234 Summer2026!! Winter2025!! administrator1 unbelievable1 letmein12345
welcome12345 dragonmonkey1 football1234 trustno1trustno1 Manchester1999! changeme1234 Passw0rd2024!
monkeymonkey superman1234 liverpool2025 sunshine1234! 000000000000 princess12345 michael123456 jordan23jordan
charlie12345 qwerty123456 qwerty-qwerty 1234qwer1234 secret123456 123qwe123qwe
""".split()

GOOD = [
    "correct horse battery staple",
    "lighthouse teapot gravel",
    "wDx7-kfu2LqZ0aQm",
    "Fünf Möwen über dem Deich",
    "密码很长但是很难猜出来的啊对",
]


@pytest.mark.parametrize("password", EASY)
def test_easy_ones_are_refused(password: str) -> None:
    assert faults(password, "ann@sea.example") == [
        "Enter a password that is harder to guess, such as four words that have nothing to do with each other"
    ]


@pytest.mark.parametrize("password", GOOD)
def test_good_ones_pass(password: str) -> None:
    assert faults(password, "ann@sea.example") == []


def test_random_ones_pass() -> None:
    assert not [text for _ in range(500) if faults(text := secrets.token_urlsafe(12), "ann@sea.example")]


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Enter a password of at least 12 characters"),
        ("elevenchars", "Enter a password of at least 12 characters"),
        ("x" * 201, "Enter a password of at most 200 characters"),
        ("annabel-teapot-gravel", "Enter a password that does not contain your email address"),
        ("my Annabel@Sea.example", "Enter a password that does not contain your email address"),
    ],
)
def test_words(password: str, words: str) -> None:
    assert faults(password, "annabel@sea.example") == [words]


def test_a_short_name_in_the_address_is_chance() -> None:
    assert faults("lighthouse ann gravel", "ann@sea.example") == []


def test_what_is_left_counts() -> None:
    assert unpredictable("password") == 0
    assert unpredictable("teapot gravel") > 5


def test_they_are_kept_as_scrypt_with_a_salt() -> None:
    one, other = hashed("lighthouse teapot gravel"), hashed("lighthouse teapot gravel")
    assert one.startswith("scrypt:32768:8:1$")
    assert one != other
    assert len(one) <= 256
