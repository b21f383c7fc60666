"""External ids: the integrator's own, unique in an organization for ever, also after the thing was deleted."""

from uuid import UUID

from faktura.errors import Refusal
from faktura.storage.unit import Unit


class ExternalIdTaken(Refusal):
    """An external id is unique in its organization, for ever."""

    code = "external_id_taken"
    title = "The external id is taken."


async def claim_external_id(unit: Unit, kind: str, external_id: str | None, target: UUID) -> None:
    """Take an external id for a thing of a kind (``customer``, ``document``, ``payment``); None takes nothing.

    Raises:
        ExternalIdTaken: another thing of the kind has it, or had it.
    """
    if external_id is None:
        return
    tag = await unit.execute(
        "insert into external_ids (tenant, kind, external_id, object) values ($1, $2, $3, $4) "
        "on conflict (tenant, kind, external_id) do nothing",
        unit.tenant,
        kind,
        external_id,
        target,
    )
    if tag != "INSERT 0 1":
        raise ExternalIdTaken(f"A {kind} with the external id {external_id} exists, or existed.")
