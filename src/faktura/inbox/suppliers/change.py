"""Changing a supplier: its name, whether it is blocked, whether two must approve, which accounts are right."""

from uuid import UUID

from faktura.checks import Finding
from faktura.inbox.errors import SupplierChanged, SupplierInvalid
from faktura.inbox.examine import normal
from faktura.inbox.schemas import SupplierPatch
from faktura.inbox.suppliers import store
from faktura.inbox.suppliers.read import Supplier, read_supplier
from faktura.organizations.checks import finding
from faktura.storage.unit import Unit


async def change_supplier(
    unit: Unit, supplier: UUID, patch: SupplierPatch, *, expected_version: int | None = None
) -> Supplier:
    """Change what a patch names; what it leaves out stays.

    Raises:
        SupplierNotFound.
        SupplierChanged: `expected_version` was given and is not the current one.
        SupplierInvalid: an account that is to be confirmed was never seen.
    """
    current = await read_supplier(unit, supplier, lock=True)
    if expected_version is not None and expected_version != current.version:
        raise SupplierChanged(f"Its version is {current.version} now, not {expected_version}. Read it again.")
    wanted = [normal(account) for account in patch.confirmed_accounts or ()]
    seen = {each["account"] for each in current.accounts}
    wrong: list[Finding] = [
        finding(
            "account_unknown",
            f"/confirmed_accounts/{index}",
            "No document of this supplier names this account. Accounts are confirmed after they were seen.",
        )
        for index, account in enumerate(wanted)
        if account not in seen
    ]
    if wrong:
        raise SupplierInvalid("The supplier was not changed.", wrong)
    if wanted:
        await store.confirm_accounts(unit, supplier, wanted)
    await store.update_supplier(
        unit,
        supplier,
        name=patch.name or current.name,
        state=patch.state or current.state,
        four_eyes=current.four_eyes if patch.four_eyes is None else patch.four_eyes,
        note=current.note if patch.note is None else patch.note,
    )
    return await read_supplier(unit, supplier)
