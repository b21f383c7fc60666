"""The profiles of Factur-X 1.0 / ZUGFeRD 2 (release 1.09): their names, and what each has no room for.

A profile is a smaller or larger part of the Cross Industry Invoice. What the two without lines and BASIC leave out
follows from their schemas; the PDF around them shows everything.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any

from faktura.model import Invoice
from faktura.model.terms import all_terms
from faktura.money import plain
from faktura.sockets import NotWritable

_EN16931 = "urn:cen.eu:en16931:2017"
_XRECHNUNG = f"{_EN16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
_XRECHNUNG_STEMS = (
    f"{_EN16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_",
    f"{_EN16931}#compliant#urn:xoev-de:kosit:standard:xrechnung_",
)

_XRECHNUNG_VERSION = re.compile(r"xrechnung_(\d+\.\d+)")
_VERSION = "1.0"

FILE_NAME = "factur-x.xml"
XRECHNUNG_FILE_NAME = "xrechnung.xml"


@dataclass(frozen=True, slots=True)
class _Facts:
    level: str
    identifier: str
    relationship: str = "Alternative"
    file_name: str = FILE_NAME


class Profile(Enum):
    """A profile; `level` is its name in the PDF's metadata, `identifier` what its XML says in BT-24.

    `relationship` is how the XML stands to the page (PDF/A-3, AFRelationship): the two profiles without lines are no
    invoice by themselves, hence mere data.
    """

    MINIMUM = _Facts("MINIMUM", "urn:factur-x.eu:1p0:minimum", "Data")
    BASIC_WL = _Facts("BASIC WL", "urn:factur-x.eu:1p0:basicwl", "Data")
    BASIC = _Facts("BASIC", f"{_EN16931}#compliant#urn:factur-x.eu:1p0:basic")
    EN16931 = _Facts("EN 16931", _EN16931)
    EXTENDED = _Facts("EXTENDED", f"{_EN16931}#conformant#urn:factur-x.eu:1p0:extended")
    XRECHNUNG = _Facts("XRECHNUNG", _XRECHNUNG, file_name=XRECHNUNG_FILE_NAME)

    @property
    def level(self) -> str:
        """The name in the PDF's metadata (``fx:ConformanceLevel``)."""
        return self.value.level

    @property
    def identifier(self) -> str:
        """The specification identifier (BT-24)."""
        return self.value.identifier

    @property
    def relationship(self) -> str:
        """The XML's AFRelationship."""
        return self.value.relationship

    @property
    def file_name(self) -> str:
        """The XML's name inside the PDF."""
        return self.value.file_name

    def version_of(self, specification: str | None) -> str:
        """The version in the PDF's metadata (``fx:Version``): of Factur-X, or of the XRechnung that is inside."""
        if self is not Profile.XRECHNUNG:
            return _VERSION
        found = _XRECHNUNG_VERSION.search(specification or "") or _XRECHNUNG_VERSION.search(self.identifier)
        assert found is not None
        return found[1]


class ProfileTooSmall(NotWritable):
    """An invoice says something that its profile's XML can't leave out without becoming wrong."""

    code = "profile_too_small"


def profile_of(specification: str | None) -> Profile:
    """The profile that a specification identifier (BT-24) asks for; EN 16931 when it names another specification."""
    return named_by(specification or "") or Profile.EN16931


def named_by(specification: str) -> Profile | None:
    """The profile whose identifier this is, if any; every version of XRechnung is the profile XRECHNUNG."""
    if specification.startswith(_XRECHNUNG_STEMS):
        return Profile.XRECHNUNG
    return next((profile for profile in Profile if profile.identifier == specification), None)


_ANY_RELEASE = re.compile(r"(?:factur-x\.eu:1p0|zugferd\.de:2p0):(minimum|basicwl|basic|en16931|extended)")
_CHORUS_PRO_EXTENDED = f"{_EN16931}#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"


def told_by(specification: str) -> Profile | None:
    """The profile that an invoice of any release is in, from ZUGFeRD 2.0 on; one for the content, not for writing.

    National specifications that build on EN 16931 belong to the profile EN 16931.
    """
    named = named_by(specification)
    if named is not None:
        return named
    if specification == _CHORUS_PRO_EXTENDED:
        return Profile.EXTENDED
    if found := _ANY_RELEASE.search(specification):
        return profile_at(found[1])
    return Profile.EN16931 if specification.startswith(_EN16931) else None


def profile_at(level: str) -> Profile | None:
    """The profile that the PDF's metadata name; spaces and capitals don't matter, and COMFORT is EN 16931."""
    wanted = "".join(level.split()).upper()
    if wanted == "COMFORT":
        return Profile.EN16931
    return next((profile for profile in Profile if profile.level.replace(" ", "") == wanted), None)


# MINIMUM says little, so that it is shorter to say what it does say.
_OF_MINIMUM = (
    "/number",
    "/issue_date",
    "/type_code",
    "/currency",
    "/buyer_reference",
    "/purchase_order_reference",
    "/business_process",
    "/specification",
    "/seller/name",
    "/seller/legal_registration",
    "/seller/vat_id",
    "/seller/tax_registration_id",
    "/seller/address/country",
    "/buyer/name",
    "/buyer/legal_registration",
    "/totals/total_without_vat",
    "/totals/total_vat",
    "/totals/total_with_vat",
    "/totals/amount_due",
)
_NOT_IN_BASIC = (
    "/sales_order_reference",
    "/project_reference",
    "/receiving_advice_reference",
    "/tender_or_lot_reference",
    "/invoiced_object",
    "/supporting_documents",
    "/tax_point_date",
    "/seller/legal_information",
    "/seller/contact",
    "/buyer/trading_name",
    "/buyer/contact",
    "/payment_instructions/-/means_text",
    "/payment_instructions/-/card",
    "/payment_instructions/-/credit_transfers/-/account_name",
    "/payment_instructions/-/credit_transfers/-/bic",
    "/totals/rounding_amount",
    "/lines/-/object",
    "/lines/-/allowances/-/base_amount",
    "/lines/-/allowances/-/percent",
    "/lines/-/charges/-/base_amount",
    "/lines/-/charges/-/percent",
    "/lines/-/order_line_reference",
    "/lines/-/buyer_accounting_reference",
    "/lines/-/description",
    "/lines/-/seller_item_id",
    "/lines/-/buyer_item_id",
    "/lines/-/classifications",
    "/lines/-/attributes",
    "/lines/-/origin_country",
)


def _places() -> Iterator[tuple[str, str]]:
    """Each term of the model with its pointer; lists as fields, without the ``-`` at the end."""
    for term, pointer, _ in all_terms(Invoice):
        yield term, pointer.removesuffix("/-")


@functools.cache
def left_out(profile: Profile) -> Mapping[str, str]:
    """What the profile's XML does not carry: pointer -> term, a list shows as ``-``."""

    def is_below(pointer: str, others: tuple[str, ...]) -> bool:
        return any(pointer == other or pointer.startswith(f"{other}/") for other in others)

    def is_above(pointer: str, others: tuple[str, ...]) -> bool:
        return any(other.startswith(f"{pointer}/") for other in others)

    if profile is Profile.MINIMUM:
        return {
            pointer: term
            for term, pointer in _places()
            if not is_below(pointer, _OF_MINIMUM) and not is_above(pointer, _OF_MINIMUM)
        }
    without = {Profile.BASIC: _NOT_IN_BASIC, Profile.BASIC_WL: (*_NOT_IN_BASIC, "/lines")}.get(profile, ())
    return {pointer: term for term, pointer in _places() if is_below(pointer, without)}


@functools.cache
def _tree(profile: Profile) -> dict[str, Any]:
    """The fields to leave out: field -> None, or the same below it."""
    tree: dict[str, Any] = {}
    for pointer in left_out(profile):
        *steps, last = (step for step in pointer.strip("/").split("/") if step != "-")
        branch: dict[str, Any] | None = tree
        for step in steps:
            # None: all of it is left out already.
            branch = None if branch is None else branch.setdefault(step, {})
        if branch is not None:
            branch[last] = None
    return tree


def _without(part: Any, tree: Mapping[str, Any]) -> Any:
    """A part without some fields; None when nothing is left of it."""
    changes: dict[str, Any] = {}
    for name, below in tree.items():
        value = getattr(part, name)
        if isinstance(value, tuple):
            kept = () if below is None else (_without(each, below) for each in value)
            changes[name] = tuple(each for each in kept if each is not None)
        elif value is not None:
            changes[name] = None if below is None else _without(value, below)
    reduced = replace(part, **changes)
    return reduced if any(getattr(reduced, field.name) not in (None, ()) for field in fields(reduced)) else None


def _refuse_several(invoice: Invoice) -> None:
    """EN 16931 knows one payment instruction; the schemas of the profiles know one of these texts for all of them."""
    debits = [one.direct_debit for one in invoice.payment_instructions if one.direct_debit]
    for term, texts in (
        ("remittance information (BT-83)", {one.remittance_information for one in invoice.payment_instructions}),
        ("mandate reference (BT-89)", {debit.mandate_reference for debit in debits}),
    ):
        if len(texts - {None}) > 1:
            raise ProfileTooSmall(
                f"Factur-X has room for one {term}, but the payment instructions give several. Give all the same."
            )


def reduce(invoice: Invoice, profile: Profile) -> Invoice:
    """The invoice as the profile's XML says it: its identifier in BT-24, and without what it has no room for.

    An invoice that names a version of XRechnung keeps its own identifier in the profile XRECHNUNG.

    Raises:
        ProfileTooSmall: the amount due is rounded (BT-114) where the profile demands a sum (BR-CO-16) without it, or
            the payment instructions differ in what the schemas have one place for.
    """
    rounding = invoice.totals.rounding_amount if invoice.totals else None
    if rounding and profile in (Profile.BASIC, Profile.BASIC_WL):
        raise ProfileTooSmall(
            f"The profile {profile.level} has no room for the rounding amount (BT-114) of {plain(rounding)}, and the "
            "amount due (BT-115) is wrong without it. Use EN 16931 or larger, or take the rounding out."
        )
    if profile is not Profile.MINIMUM:
        _refuse_several(invoice)
    is_named = named_by(invoice.specification or "") is profile
    named = invoice if is_named else replace(invoice, specification=profile.identifier)
    reduced: Invoice = _without(named, _tree(profile))
    return reduced
