"""What the inbox refuses."""

from faktura.errors import Invalid, NotFound, Refusal


class InboxItemNotFound(NotFound):
    """No such received document."""

    code = "inbox_item_not_found"
    title = "There is no such document in the inbox."


class InboxItemChanged(Refusal):
    """Somebody else moved it in between."""

    status = 412
    code = "inbox_item_changed"
    title = "The document was moved in between."


class InboxMoveImpossible(Refusal):
    """The state does not allow the move."""

    code = "inbox_move_impossible"
    title = "The document can't be moved that way."


class InboxMoveInvalid(Invalid):
    """What was sent with the move is wrong; `findings` hold everything at once."""

    code = "inbox_move_invalid"
    title = "The move is not right."


class SecondApproverNeeded(Refusal):
    """Who approved once can't be the second one."""

    code = "inbox_second_approver_needed"
    title = "Somebody else must approve it, too."


class SupplierBlocked(Refusal):
    """Nothing of a blocked supplier is approved or paid."""

    code = "supplier_blocked"
    title = "The supplier is blocked."


class ReceivedEmpty(Invalid):
    """There is nothing to keep."""

    code = "inbox_document_empty"
    title = "The document is empty."


class ReceivedTooLarge(Refusal):
    """The document is longer than is taken."""

    status = 413
    code = "inbox_document_too_large"
    title = "The document is too long."


class NotShowable(Invalid):
    """Nothing could be read that a page could show."""

    code = "inbox_not_showable"
    title = "The document can't be shown as a page."


class SupplierNotFound(NotFound):
    """No such supplier."""

    code = "supplier_not_found"
    title = "There is no such supplier."


class SupplierChanged(Refusal):
    """Somebody else changed the supplier in between."""

    status = 412
    code = "supplier_changed"
    title = "The supplier was changed in between."


class SupplierInvalid(Invalid):
    """What was sent of a supplier is wrong."""

    code = "supplier_invalid"
    title = "The supplier's data is not right."


class PurchaseOrderNotFound(NotFound):
    """No such purchase order."""

    code = "purchase_order_not_found"
    title = "There is no such purchase order."


class PurchaseOrderInvalid(Invalid):
    """What was sent of a purchase order is wrong."""

    code = "purchase_order_invalid"
    title = "The purchase order is not right."


class PurchaseOrderTaken(Refusal):
    """The number was given to another order."""

    code = "purchase_order_taken"
    title = "There is a purchase order with this number."


class PurchaseOrderClosed(Refusal):
    """It is closed already."""

    code = "purchase_order_closed"
    title = "The purchase order is closed already."


class InboxRuleNotFound(NotFound):
    """No such rule."""

    code = "inbox_rule_not_found"
    title = "There is no such rule."


class InboxRuleInvalid(Invalid):
    """What was sent of a rule is wrong."""

    code = "inbox_rule_invalid"
    title = "The rule is not right."


class InboxRuleChanged(Refusal):
    """Somebody else changed the rule in between."""

    status = 412
    code = "inbox_rule_changed"
    title = "The rule was changed in between."


class InboxRulesTooMany(Refusal):
    """There are as many rules as there may be."""

    code = "inbox_rules_too_many"
    title = "There are too many rules."
