"""What webhooks refuse."""

from faktura.errors import Invalid, NotFound, Refusal


class EndpointNotFound(NotFound):
    """No such endpoint of this organization or account."""

    code = "webhook_endpoint_not_found"
    title = "There is no such webhook endpoint."


class EndpointInvalid(Invalid):
    """The endpoint's data is wrong."""

    code = "webhook_endpoint_invalid"
    title = "The webhook endpoint's data is not right."


class EndpointsTooMany(Refusal):
    """There are as many endpoints as there may be."""

    status = 409
    code = "webhook_endpoints_too_many"
    title = "There are too many webhook endpoints."


class EndpointDisabled(Refusal):
    """The endpoint is disabled, so nothing is sent to it."""

    status = 409
    code = "webhook_endpoint_disabled"
    title = "The webhook endpoint is disabled."


class WebhookDeliveryNotFound(NotFound):
    """No such webhook delivery of this organization or account."""

    code = "webhook_delivery_not_found"
    title = "There is no such webhook delivery."


class EventNotFound(NotFound):
    """No such event in this stream."""

    code = "event_not_found"
    title = "There is no such event."


class ReplayInvalid(Invalid):
    """The range of a replay is wrong."""

    code = "webhook_replay_invalid"
    title = "The range is not right."
