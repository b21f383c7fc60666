"""The organization of a path, which must be the one that the key stands for."""

from faktura.api.operation import Call
from faktura.organizations.errors import OrganizationNotFound
from faktura.organizations.read import OrganizationRecord, read_organization

PATH = "/v1/organizations/{organization}"


async def own_organization(call: Call) -> OrganizationRecord:
    """The organization of the path.

    Raises:
        OrganizationNotFound: it is not the key's.
    """
    record = await read_organization(call.unit)
    if record.id != call.path_id("org", "organization"):
        raise OrganizationNotFound("There is no such organization for this key.")
    return record
