"""Delivery information (BG-13) and the invoicing period with the VAT point code (BG-14, BT-8)."""

from faktura.formats.mapping.table import Group, Inside, Leaf, Node
from faktura.formats.mapping.values import DAY
from faktura.formats.ubl.party import SCHEME, address


def period_days() -> Node:
    """The days of the part's period, inside ``cac:InvoicePeriod``."""
    return Inside("period", Leaf("cbc:StartDate", "start_date", DAY), Leaf("cbc:EndDate", "end_date", DAY))


# BT-8 has in UBL the codes of UNTDID 2005: 3 (invoice date), 35 (delivery), 432 (payment).
PERIOD = Group("cac:InvoicePeriod", period_days(), Leaf("cbc:DescriptionCode", "tax_point_date_code"))

DELIVERY = Inside(
    "delivery",
    Group(
        "cac:Delivery",
        Leaf("cbc:ActualDeliveryDate", "date", DAY),
        Group(
            "cac:DeliveryLocation",
            Inside("location", Leaf("cbc:ID", "value", attributes=SCHEME)),
            address("cac:Address"),
        ),
        Group("cac:DeliveryParty", Group("cac:PartyName", Leaf("cbc:Name", "name"))),
    ),
)
