"""Rules of the inbox over HTTP."""

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.body import read_plain_shape
from faktura.api.inbox_rule_shapes import DryRunAnswer, InboxRuleAnswer, InboxRuleList, RuleFiringList
from faktura.api.operation import Call, Operations
from faktura.api.paging import Page, exact, make_cursor, one_of, read_page
from faktura.inbox.read import read_item
from faktura.inbox.rules.apply import dry_run
from faktura.inbox.rules.create import change_rule, check_rule, create_rule
from faktura.inbox.rules.read import PREFIX, STATES, Firing, list_firings, list_rules, read_rule
from faktura.inbox.rules.schemas import DryRunRequest, RulePatch, RuleRequest

OPERATIONS = Operations("inbox-rules")

_PATH = "/v1/inbox-rules"
_ONE = _PATH + "/{inbox_rule}"


def _require(call: Call, actions: set[str]) -> None:
    """Ask for the scopes of what a rule does: nobody gets more done by a rule than by themselves.

    Raises:
        Problem: 403.
    """
    call.require("inbox:write")
    if actions & {"approve", "reject"}:
        call.require("inbox:approve")


@OPERATIONS.declare(
    "POST",
    _PATH,
    "inbox_rules.create",
    "Make a rule: conditions on fields, and what is done with documents that come and fit.",
    shape=RuleRequest,
    answers={201: InboxRuleAnswer},
    refusals=(409,),
)
async def create(call: Call) -> Answer:
    """Create a rule."""
    _require(call, {each.action for each in call.body.actions})
    body = (await create_rule(call.unit, call.body)).to_plain()
    return Answer(body=body, status=201, headers={"Location": f"{_PATH}/{body['id']}"})


@OPERATIONS.declare(
    "GET",
    _PATH,
    "inbox_rules.list",
    "List all rules, in the order in which they are tried.",
    answers={200: InboxRuleList},
    parameters=(parameters.words("state", *STATES),),
)
async def list_all(call: Call) -> Answer:
    """List rules."""
    page = read_page(call.query, filters={"state": one_of(*STATES)})
    found = await list_rules(call.unit, exact(page).get("state"))
    return Answer(body={"data": [each.to_plain() for each in found], "has_more": False, "next_cursor": None})


@OPERATIONS.declare(
    "POST",
    f"{_PATH}/dry-run",
    "inbox_rules.dry_run",
    "Try a rule on documents that are there, and change nothing.",
    scope="inbox-rules:read",
    reads_only=True,
    shape=DryRunRequest,
    answers={200: DryRunAnswer},
)
async def try_rule(call: Call) -> Answer:
    """Try a rule."""
    call.require("inbox:read")
    check_rule(call.body.conditions, call.body.actions)
    documents, found = await dry_run(call.unit, call.body)
    return Answer(body={"object": "inbox_dry_run", "documents": documents, "data": found})


@OPERATIONS.declare("GET", _ONE, "inbox_rules.get", "Get a rule.", answers={200: InboxRuleAnswer})
async def get(call: Call) -> Answer:
    """Get a rule."""
    return Answer(body=(await read_rule(call.unit, call.path_id(PREFIX, "inbox_rule"))).to_plain())


@OPERATIONS.declare(
    "PATCH",
    _ONE,
    "inbox_rules.change",
    "Change a rule, or disable it; what it did stays.",
    shape=dict,
    changes=RulePatch,
    merge_patch=True,
    answers={200: InboxRuleAnswer},
    refusals=(412,),
)
async def change(call: Call) -> Answer:
    """Change a rule."""
    patch = read_plain_shape(RulePatch, call.body)
    rule = call.path_id(PREFIX, "inbox_rule")
    current = await read_rule(call.unit, rule)
    _require(call, {each.action for each in patch.actions or current.actions})
    changed = await change_rule(call.unit, rule, patch, expected_version=call.expected_version())
    return Answer(body=changed.to_plain())


def _page(found: list[Firing], page: Page) -> Answer:
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].fired_at, shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/log",
    "inbox_rules.log",
    "When a rule fired, why, and what it did.",
    answers={200: RuleFiringList},
    parameters=parameters.PAGING,
)
async def log(call: Call) -> Answer:
    """List the firings of a rule."""
    page = read_page(call.query, filters={})
    rule = await read_rule(call.unit, call.path_id(PREFIX, "inbox_rule"))
    return _page(await list_firings(call.unit, rule=rule.id, after=page.after, limit=page.limit + 1), page)


@OPERATIONS.declare(
    "GET",
    "/v1/inbox/{inbox_item}/rules",
    "inbox.rules",
    "Which rules fired for a received document, why, and what they did.",
    answers={200: RuleFiringList},
    parameters=parameters.PAGING,
)
async def of_item(call: Call) -> Answer:
    """List the firings for a document."""
    page = read_page(call.query, filters={})
    item = await read_item(call.unit, call.path_id("inb", "inbox_item"))
    return _page(await list_firings(call.unit, item=item.id, after=page.after, limit=page.limit + 1), page)
