"""The kinds of values in the model, with the limits that JSON input is held to.

Amounts, quantities and rates travel as decimal strings. A JSON number is refused, because binary
floats change amounts in silence (12345678901234567.89 would arrive as ...568).
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from annotated_types import MaxLen, MinLen
from pydantic_core import PydanticCustomError, core_schema

INTEGER_DIGITS_MAX = 15
FRACTION_DIGITS_MAX = 10
NAME_LENGTH_MAX = 500
TEXT_LENGTH_MAX = 5_000
CODE_LENGTH_MAX = 200
LIST_LENGTH_MAX = 1_000
LINES_MAX = 10_000
YEAR_MIN = 1900
YEAR_MAX = 2999

_DECIMAL = re.compile(rf"-?(?:0|[1-9][0-9]{{0,{INTEGER_DIGITS_MAX - 1}}})(?:\.[0-9]{{1,{FRACTION_DIGITS_MAX}}})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# C0 controls but tab, line feed and carriage return can't be written in XML 1.0; neither can the two non-characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse_decimal(value: object) -> Decimal:
    """Read a decimal string such as ``"1234.50"``.

    Raises:
        PydanticCustomError: not a string, or outside the grammar
            ``-?digits(.digits)`` with at most 15 + 10 digits; negative zero is refused.
    """
    if not isinstance(value, str):
        raise PydanticCustomError(
            "number_not_string",
            "Send this as a decimal string, in quotes: amounts never travel as JSON numbers.",
        )
    if not _DECIMAL.fullmatch(value):
        raise PydanticCustomError(
            "decimal_invalid",
            'This is not a decimal such as "1234.50": digits, at most one dot, at most '
            f"{INTEGER_DIGITS_MAX} digits before and {FRACTION_DIGITS_MAX} after it, no exponent, no plus sign.",
        )
    number = Decimal(value)
    if not number and value[0] == "-":
        raise PydanticCustomError("negative_zero", 'Negative zero is refused; send "0".')
    return number


def parse_date(value: object) -> date:
    """Read an ISO 8601 calendar date ``YYYY-MM-DD`` between the years 1900 and 2999."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is not None and YEAR_MIN <= day.year <= YEAR_MAX:
            return day
    raise PydanticCustomError("date_invalid", 'This is not a calendar date such as "2026-11-23".')


def parse_text(value: str) -> str:
    """Refuse what no XML 1.0 document can carry (NUL, other control characters, lone surrogates)."""
    if _UNWRITABLE.search(value):
        raise PydanticCustomError(
            "text_unwritable",
            "This text has a control character that no invoice format can carry; remove it.",
        )
    return value


class DecimalText:
    """Marks a field whose JSON form is a decimal string."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """How pydantic reads and writes it."""
        return core_schema.no_info_plain_validator_function(
            parse_decimal,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda v: format(v, "f")),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """How OpenAPI shows it."""
        return {"type": "string", "pattern": f"^{_DECIMAL.pattern}$", "examples": ["1234.50"]}


class DateText:
    """Marks a field whose JSON form is ``YYYY-MM-DD``."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """How pydantic reads and writes it."""
        return core_schema.no_info_plain_validator_function(
            parse_date, serialization=core_schema.plain_serializer_function_ser_schema(date.isoformat)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """How OpenAPI shows it."""
        return {"type": "string", "format": "date", "examples": ["2026-11-23"]}


class SafeText:
    """Marks a text that every format can carry."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """How pydantic reads it: a string, never blank padding changed, no control characters."""
        return core_schema.no_info_after_validator_function(parse_text, handler(source))


Decimals = Annotated[Decimal, DecimalText()]
Day = Annotated[date, DateText()]
Name = Annotated[str, MinLen(1), MaxLen(NAME_LENGTH_MAX), SafeText()]
Text = Annotated[str, MinLen(1), MaxLen(TEXT_LENGTH_MAX), SafeText()]
Code = Annotated[str, MinLen(1), MaxLen(CODE_LENGTH_MAX), SafeText()]
