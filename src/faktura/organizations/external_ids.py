"""External ids: the integrator's own, unique in an organization for ever, also after the thing was deleted."""

from collections.abc import Mapping, Sequence
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
        raise external_id_taken(kind, external_id)


async def claim_external_ids(unit: Unit, kind: str, wanted: Mapping[str, UUID]) -> set[str]:
    """Take many external ids, each for its thing, in one round trip; answers those that could not be taken."""
    # In the order of the ids, so that two who take the same ones wait for each other and don't block each other.
    taken = await unit.fetch(
        "insert into external_ids (tenant, kind, external_id, object) "
        "select $1, $2, w.external_id, w.object from unnest($3::text[], $4::uuid[]) as w(external_id, object) "
        "order by w.external_id on conflict (tenant, kind, external_id) do nothing returning external_id",
        unit.tenant,
        kind,
        list(wanted),
        list(wanted.values()),
    )
    return set(wanted) - {row["external_id"] for row in taken}


async def taken_external_ids(unit: Unit, kind: str, external_ids: Sequence[str]) -> set[str]:
    """Those of some external ids that are taken at this moment."""
    rows = await unit.fetch(
        "select external_id from external_ids where tenant = $1 and kind = $2 and external_id = any($3::text[])",
        unit.tenant,
        kind,
        external_ids,
    )
    return {row["external_id"] for row in rows}


def external_id_taken(kind: str, external_id: str) -> ExternalIdTaken:
    """The refusal of an external id."""
    return ExternalIdTaken(f"A {kind} with the external id {external_id} exists, or existed.")
