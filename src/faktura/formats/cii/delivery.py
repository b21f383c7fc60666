"""The header's trade delivery (BG-13, BT-15, BT-16) and the periods (BG-14, BG-26)."""

from faktura.formats.cii.agreement import reference
from faktura.formats.cii.party import address, one_identifier
from faktura.formats.cii.values import day
from faktura.formats.mapping.table import Group, Inside, Leaf

DELIVERY = Group(
    "ram:ApplicableHeaderTradeDelivery",
    Inside(
        "delivery",
        Group("ram:ShipToTradeParty", *one_identifier("location"), Leaf("ram:Name", "name"), address()),
        Group("ram:ActualDeliverySupplyChainEvent", day("ram:OccurrenceDateTime", "date")),
    ),
    reference("ram:DespatchAdviceReferencedDocument", "despatch_advice_reference"),
    reference("ram:ReceivingAdviceReferencedDocument", "receiving_advice_reference"),
    required=True,
)
PERIOD = Inside(
    "period",
    Group("ram:BillingSpecifiedPeriod", day("ram:StartDateTime", "start_date"), day("ram:EndDateTime", "end_date")),
)
