"""JSON shapes of rules."""

from typing import Annotated, Literal

from annotated_types import Ge, Le, Len, MaxLen

from faktura.inbox.limits import ACTIONS_MAX, CONDITIONS_MAX, DRY_RUN_MAX, VALUES_MAX
from faktura.inbox.schemas import Comment, Reasons
from faktura.model.terms import Term, part
from faktura.model.values import Code, Name

ActionName = Literal["approve", "assign", "archive", "reject", "notify"]
Value = Code | Annotated[tuple[Code, ...], MaxLen(VALUES_MAX)] | None


@part
class RuleCondition:
    """A field, an operator, and what it is compared with: a text, a decimal string, or a list of texts."""

    field: Annotated[Code, Term("", "Field")]
    operator: Annotated[Code, Term("", "Operator")]
    value: Annotated[Value, Term("", "Value")] = None


@part
class RuleAction:
    """What is done. `assign` needs `to`, `reject` needs `reasons`; `notify` publishes the event `inbox.rule_fired`."""

    action: Annotated[ActionName, Term("", "Action")]
    to: Annotated[Code | None, Term("", "Who is to look at it")] = None
    reasons: Annotated[Reasons, Term("", "Codes of OPStatusReason (Peppol BIS 63)")] = ()
    comment: Annotated[Comment | None, Term("", "What is to be remembered")] = None


Conditions = Annotated[tuple[RuleCondition, ...], Len(1, CONDITIONS_MAX)]
Actions = Annotated[tuple[RuleAction, ...], Len(1, ACTIONS_MAX)]
Position = Annotated[int, Ge(0), Le(10_000)]


@part
class RuleRequest:
    """A new rule. Rules are tried in the order of their positions; all that fit fire."""

    name: Annotated[Name, Term("", "Name")]
    conditions: Annotated[Conditions, Term("", "All must hold")]
    actions: Annotated[Actions, Term("", "What is done")]
    position: Annotated[Position, Term("", "Place in the order")] = 100
    state: Annotated[Literal["active", "disabled"], Term("", "State")] = "active"


@part
class RulePatch:
    """A change of a rule; what is absent, or null, stays."""

    name: Annotated[Name | None, Term("", "Name")] = None
    conditions: Annotated[Conditions | None, Term("", "All must hold")] = None
    actions: Annotated[Actions | None, Term("", "What is done")] = None
    position: Annotated[Position | None, Term("", "Place in the order")] = None
    state: Annotated[Literal["active", "disabled"] | None, Term("", "State")] = None


@part
class DryRunRequest:
    """A rule to try on documents that are there; nothing is changed."""

    conditions: Annotated[Conditions, Term("", "All must hold")]
    actions: Annotated[Annotated[tuple[RuleAction, ...], MaxLen(ACTIONS_MAX)], Term("", "What would be done")] = ()
    documents: Annotated[Annotated[int, Ge(1), Le(DRY_RUN_MAX)], Term("", "How many of the newest are tried")] = 100
