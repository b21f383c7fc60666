"""Why a request got no answer; each message is a sentence for the owner of the address."""


class Unsent(Exception):  # noqa: N818 - an outcome of a road, not a failure of the program
    """There is no answer; the message says why, in a sentence."""


class AddressRefused(Unsent):
    """The address may not be asked: it is no usable URL, or it leads into a network that is not public."""


class Unreachable(Unsent):
    """The other side can't be reached, broke off, or took too long."""


class ReplyTooLong(Unsent):
    """The answer is longer than was allowed."""
