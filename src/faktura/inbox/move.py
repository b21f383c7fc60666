"""Moving a received document: assign, ask, approve, reject, pay, archive, reopen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.checks import Finding
from faktura.codes.currencies import CURRENCIES
from faktura.events import (
    INBOX_APPROVED,
    INBOX_ARCHIVED,
    INBOX_ASSIGNED,
    INBOX_PAID,
    INBOX_QUERIED,
    INBOX_REJECTED,
    INBOX_REOPENED,
)
from faktura.inbox import store
from faktura.inbox.errors import (
    InboxItemChanged,
    InboxMoveImpossible,
    InboxMoveInvalid,
    SecondApproverNeeded,
    SupplierBlocked,
)
from faktura.inbox.read import InboxItem, event_data, read_item
from faktura.inbox.reasons import IN_WORDS
from faktura.inbox.schemas import AssignRequest, PaidRequest, QueryRequest, RejectRequest
from faktura.inbox.states import Move, State, end_of, may, refusal
from faktura.inbox.suppliers.match import learn
from faktura.jobs import publish
from faktura.money import minor_units, plain, round_amount
from faktura.organizations.checks import finding
from faktura.storage.unit import Unit

_EVENTS: Mapping[Move, str] = {
    Move.ASSIGN: INBOX_ASSIGNED,
    Move.QUERY: INBOX_QUERIED,
    Move.APPROVE: INBOX_APPROVED,
    Move.REJECT: INBOX_REJECTED,
    Move.PAY: INBOX_PAID,
    Move.ARCHIVE: INBOX_ARCHIVED,
    Move.REOPEN: INBOX_REOPENED,
}
# Somewhere on earth it is tomorrow already.
_DAYS_AHEAD_MAX = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """Where a move leads, and what is remembered of it."""

    state: State
    comment: str | None = None
    reasons: Sequence[str] = ()
    notes: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)
    told: bool = True


async def _begin(unit: Unit, item: UUID, move: Move, expected_version: int | None) -> InboxItem:
    current = await read_item(unit, item, lock=True)
    if expected_version is not None and expected_version != current.version:
        raise InboxItemChanged(
            f"Its version is {current.version} now, not {expected_version}. Read it, look at what happened, send again."
        )
    if not may(current.state, move):
        raise InboxMoveImpossible(refusal(current.state, move))
    return current


async def _end(unit: Unit, current: InboxItem, move: Move, outcome: _Outcome) -> InboxItem:
    kept: dict[str, Any] = {
        "state_before": current.state.value if outcome.state is State.ARCHIVED else "",
        "assigned_to": current.assigned_to,
        "approved_by": current.approved_by,
        "paid_on": current.paid_on,
        "paid_amount": current.paid_amount,
        "paid_reference": current.paid_reference,
        **outcome.changes,
    }
    await store.update_item(unit, current.id, state=outcome.state.value, **kept)
    await store.insert_move(
        unit,
        current.id,
        move.value,
        current.state.value,
        outcome.state.value,
        reasons=outcome.reasons,
        comment=outcome.comment or "",
        notes=outcome.notes,
    )
    moved = await read_item(unit, current.id)
    if outcome.told:
        data = {**event_data(moved), "reasons": list(outcome.reasons), **outcome.notes}
        await publish(unit, _EVENTS[move], current.id, data)
    return moved


async def assign(unit: Unit, item: UUID, request: AssignRequest, *, expected_version: int | None = None) -> InboxItem:
    """Give a document to somebody to look at.

    Raises:
        InboxItemNotFound, InboxItemChanged, InboxMoveImpossible.
    """
    current = await _begin(unit, item, Move.ASSIGN, expected_version)
    to = request.to or ""
    outcome = _Outcome(state=State.IN_REVIEW, comment=request.comment, notes={"to": to}, changes={"assigned_to": to})
    return await _end(unit, current, Move.ASSIGN, outcome)


async def query(unit: Unit, item: UUID, request: QueryRequest, *, expected_version: int | None = None) -> InboxItem:
    """Put a document in question; approvals that were given count no more.

    Raises:
        InboxItemNotFound, InboxItemChanged, InboxMoveImpossible.
    """
    current = await _begin(unit, item, Move.QUERY, expected_version)
    outcome = _Outcome(state=State.QUERY, comment=request.comment, reasons=request.reasons, changes={"approved_by": ()})
    return await _end(unit, current, Move.QUERY, outcome)


async def approve(
    unit: Unit, item: UUID, comment: str | None = None, *, expected_version: int | None = None
) -> InboxItem:
    """Approve a document. Where two are needed, it stays in review until another one approves, too.

    Raises:
        InboxItemNotFound, InboxItemChanged, InboxMoveImpossible.
        SupplierBlocked: nothing of this supplier is approved.
        SecondApproverNeeded: whoever asks has approved it already.
    """
    current = await _begin(unit, item, Move.APPROVE, expected_version)
    _refuse_blocked(current, "approved")
    if unit.actor in current.approved_by:
        raise SecondApproverNeeded("You approved it already; it needs somebody else as well.")
    given = (*current.approved_by, unit.actor)
    done = len(given) >= current.approvals_needed
    outcome = _Outcome(
        state=State.APPROVED if done else State.IN_REVIEW,
        comment=comment,
        notes={"approvals": len(given), "needed": current.approvals_needed},
        changes={"approved_by": given},
        told=done,
    )
    if done and current.supplier is not None:
        await learn(unit, current.supplier, current.facts)
    return await _end(unit, current, Move.APPROVE, outcome)


async def reject(unit: Unit, item: UUID, request: RejectRequest, *, expected_version: int | None = None) -> InboxItem:
    """Reject a document, with a reason that its sender can be told.

    Raises:
        InboxItemNotFound, InboxItemChanged, InboxMoveImpossible.
        InboxMoveInvalid: no reason, or one that needs words and has none.
    """
    current = await _begin(unit, item, Move.REJECT, expected_version)
    wrong = []
    if not request.reasons:
        message = "Say why: at least one reason code, OTH with a comment if none fits."
        wrong.append(finding("reason_missing", "/reasons", message))
    if not request.comment:
        wrong += [
            finding("comment_missing", "/comment", f"{code} needs a comment that says what is meant.")
            for code in IN_WORDS
            if code in request.reasons
        ]
    if wrong:
        raise InboxMoveInvalid("The document was not rejected.", wrong)
    outcome = _Outcome(
        state=State.REJECTED, comment=request.comment, reasons=request.reasons, changes={"approved_by": ()}
    )
    return await _end(unit, current, Move.REJECT, outcome)


def check_paid(item: InboxItem, request: PaidRequest, today: date) -> list[Finding]:
    """Everything that is wrong with what is said of a payment, at once."""
    wrong = []
    amount, currency = request.amount, item.facts.currency or ""
    if amount is not None and amount <= 0:
        wrong.append(finding("amount_not_positive", "/amount", "The amount must be more than zero."))
    elif amount is not None and currency in CURRENCIES and amount != round_amount(amount, minor_units(currency)):
        digits = minor_units(currency)
        message = f"{plain(amount)} has too many decimals: amounts in {currency} have {digits}."
        wrong.append(finding("amount_too_precise", "/amount", message))
    if request.paid_on is not None and request.paid_on > today + timedelta(days=_DAYS_AHEAD_MAX):
        message = f"{request.paid_on} lies in the future: today is {today} (UTC)."
        wrong.append(finding("paid_on_in_future", "/paid_on", message))
    return wrong


async def pay(unit: Unit, item: UUID, request: PaidRequest, *, expected_version: int | None = None) -> InboxItem:
    """Remember that a document was paid. No money moves by it.

    Raises:
        InboxItemNotFound, InboxItemChanged, InboxMoveImpossible, SupplierBlocked.
        InboxMoveInvalid: with everything that is wrong.
    """
    current = await _begin(unit, item, Move.PAY, expected_version)
    _refuse_blocked(current, "paid")
    today = unit.now.astimezone(UTC).date()
    if wrong := check_paid(current, request, today):
        raise InboxMoveInvalid("The payment was not remembered.", wrong)
    paid_on = request.paid_on or today
    amount: Decimal | None = request.amount if request.amount is not None else current.facts.amount_due
    outcome = _Outcome(
        state=State.PAID,
        comment=request.comment,
        notes={
            "paid_on": paid_on.isoformat(),
            "amount": plain(amount) if amount is not None else None,
            "reference": request.reference or "",
        },
        changes={"paid_on": paid_on, "paid_amount": amount, "paid_reference": request.reference or ""},
    )
    return await _end(unit, current, Move.PAY, outcome)


async def archive(
    unit: Unit, item: UUID, comment: str | None = None, *, expected_version: int | None = None
) -> InboxItem:
    """Put a document away; nothing is deleted.

    Raises:
        InboxItemNotFound, InboxItemChanged, InboxMoveImpossible.
    """
    current = await _begin(unit, item, Move.ARCHIVE, expected_version)
    return await _end(unit, current, Move.ARCHIVE, _Outcome(state=State.ARCHIVED, comment=comment))


async def reopen(
    unit: Unit, item: UUID, comment: str | None = None, *, expected_version: int | None = None
) -> InboxItem:
    """Look at a document again: an archived one goes back to where it was, others to review, without approvals.

    Raises:
        InboxItemNotFound, InboxItemChanged, InboxMoveImpossible.
    """
    current = await _begin(unit, item, Move.REOPEN, expected_version)
    outcome = _Outcome(state=end_of(current.state, Move.REOPEN, current.state_before), comment=comment)
    if current.state is not State.ARCHIVED:
        outcome = replace(outcome, changes={"approved_by": ()})
    return await _end(unit, current, Move.REOPEN, outcome)


def _refuse_blocked(item: InboxItem, done: str) -> None:
    if item.supplier_state == "blocked":
        raise SupplierBlocked(f"Nothing of this supplier is {done}. Change its state if that is wrong.")
