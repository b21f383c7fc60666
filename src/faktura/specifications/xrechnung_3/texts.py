"""Texts as XRechnung wants them: early payment discounts, IBANs, telephone numbers, addresses of mail and web."""

import re

_SPACES = re.compile("[ \t\r\n]+")
_LINE_END = re.compile("\r?\n")
# A point of XPath's regular expressions matches neither line feed nor carriage return.
_SEGMENTS = re.compile("#[^\r\n]+#")
_DISCOUNT = re.compile(r"#SKONTO#TAGE=[0-9]+#PROZENT=[0-9]+\.[0-9]{2}(?:#BASISBETRAG=-?[0-9]+\.[0-9]{2})?#")
_BLANK_LINE_END = re.compile("[ \t\r\n]*\n")
_IBAN = re.compile("[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{0,30}")
_THREE_DIGITS = re.compile("[0-9][^0-9]*[0-9][^0-9]*[0-9]")
_EMAIL = re.compile(r"[^@ \t\r\n]+@(?:[^@. \t\r\n]+\.)+[^@. \t\r\n]+")
_URL = re.compile("[a-zA-Z][a-zA-Z0-9+.-]+:")


def discount_lines(payment_terms: str) -> list[str]:
    """The lines that begin with ``#``, each with single blanks."""
    if "#" not in payment_terms:
        return []
    lines = (_SPACES.sub(" ", line).strip(" ") for line in _LINE_END.split(payment_terms))
    return [line for line in lines if line.startswith("#")]


def discounts_hold(payment_terms: str) -> bool:
    """Whether every line of the payment terms that begins with ``#`` is a discount in the agreed form (BR-DE-18).

    ``#SKONTO#TAGE=14#PROZENT=2.00#BASISBETRAG=100.00#`` with or without its last segment; the last such line must
    end with a line feed, too.
    """
    lines = discount_lines(payment_terms)
    if not lines:
        return True
    if not all(map(_DISCOUNT.fullmatch, lines)):
        return False
    return _BLANK_LINE_END.match(_SEGMENTS.split(payment_terms)[-1]) is not None


def is_iban(text: str) -> bool:
    """Whether this is an IBAN with the right check digits (ISO 13616); white space does not count."""
    account = _SPACES.sub("", text)
    if not _IBAN.fullmatch(account):
        return False
    digits = "".join(str(ord(sign) - 55) if sign > "9" else sign for sign in account[4:] + account[:4])
    return int(digits) % 97 == 1


def is_telephone(text: str) -> bool:
    """Whether there are at least three digits."""
    return _THREE_DIGITS.search(text) is not None


def is_email(text: str) -> bool:
    """Whether this is a name, an @ and a domain with a dot inside."""
    return _EMAIL.fullmatch(text) is not None


def is_url(text: str) -> bool:
    """Whether this begins with the scheme of an absolute URL."""
    return _URL.match(text) is not None
