"""Addresses of mail and numbers of telephones: whether they can be some, and how they are written. Without labels."""

from __future__ import annotations

import phonenumbers
from email_validator import EmailNotValidError, validate_email


def mail_address(text: str) -> str:
    """In its usual form; raises ValueError for what cannot be one."""
    try:
        return str(validate_email("".join(text.split()), check_deliverability=False).normalized)
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None


def phone_number(text: str) -> str:
    """International numbers in the usual groups, others as typed; raises ValueError for what cannot be one."""
    line = " ".join(text.split())
    if line.startswith(("+", "00")):
        return _international(f"+{line[2:]}" if line.startswith("00") else line)
    digits = sum(each.isdigit() for each in line)
    if not 3 <= digits <= 15 or any(each.isalpha() for each in line.replace("ext", "")):
        raise ValueError(line)
    return line


def _international(text: str) -> str:
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        raise ValueError(text) from None
    if not phonenumbers.is_possible_number(number):
        raise ValueError(text)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
