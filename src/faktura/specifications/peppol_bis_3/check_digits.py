"""Check digits of the identifiers that rules of Peppol look at, by the arithmetic of those rules.

Each takes the number without spaces; what is not of digits where digits are wanted is wrong.
"""

from faktura.source import Unreadable
from faktura.source.tree import Leaf

_ABN_WEIGHTS = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def all_digits(text: str) -> bool:
    """Whether a text is of ASCII digits, at least one."""
    return text.isascii() and text.isdigit()


def gln(number: str) -> bool:
    """GS1, modulo 10 with weights 3 and 1: the last digit of a number of any length."""
    digits = [int(sign) for sign in number]
    weighted = 3 * sum(digits[-2::-2]) + sum(digits[-3::-2])
    return -weighted % 10 == digits[-1]


def norwegian(number: str) -> bool:
    """Organisasjonsnummer, modulo 11 with weights 2 to 7 from the right; not all zeros."""
    digits = [int(sign) for sign in number]
    weighted = sum(digit * (place % 6 + 2) for place, digit in enumerate(reversed(digits[:-1])))
    return any(digits) and -weighted % 11 == digits[-1]


def belgian(number: str) -> bool:
    """Ondernemingsnummer: the last two of ten digits are 97 less the remainder of the first eight by 97."""
    return 97 - int(number[:8]) % 97 == int(number[8:])


def australian(number: str) -> bool:
    """Australian Business Number: eleven digits, the first less one, weighted, modulo 89."""
    digits = [int(sign) for sign in number]
    digits[0] -= 1
    return sum(digit * weight for digit, weight in zip(digits, _ABN_WEIGHTS, strict=True)) % 89 == 0


def luhn(number: str) -> bool:
    """Modulo 10 with every second digit doubled, from the right: Sweden's and Italy's numbers."""
    digits = [int(sign) for sign in number]
    return (sum(digits[-1::-2]) + sum(_DOUBLED[digit] for digit in digits[-2::-2])) % 10 == 0


def swedish(number: str, leaf: Leaf) -> bool:
    """Organisationsnummer: the first ten digits; the rule does not look at more.

    Raises:
        Unreadable: it is of digits other than 0 to 9.
    """
    if not number.isdecimal():
        return False
    if not number.isascii():
        raise Unreadable("Write the number with the digits 0 to 9.", leaf)
    return len(number) >= 10 and luhn(number[:10])


def greek(number: str) -> bool:
    """Arithmos forologikou mitroou: the ninth digit; the rule does not look at more than nine."""
    if len(number) < 9 or not all_digits(number[:9]):
        return False
    weighted = sum(int(number[place]) << (8 - place) for place in range(8))
    return weighted % 11 % 10 == int(number[8])


def italian_vat(number: str, leaf: Leaf) -> bool:
    """Partita IVA with its country: IT and eleven digits; numbers of other countries are not looked at.

    Raises:
        Unreadable: it has a sign before its digits.
    """
    if number[:2] not in {"IT", "it"}:
        return True
    code = number[2:]
    if len(code) == 11 and code[0] in "+-" and all_digits(code[1:]):
        raise Unreadable("A VAT number of Italy is of digits only.", leaf)
    return len(code) == 11 and all_digits(code) and luhn(code)
