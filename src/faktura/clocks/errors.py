"""What test clocks refuse."""

from faktura.errors import Invalid, NotFound, Refusal


class ClockNotFound(NotFound):
    """The organization has no such clock."""

    code = "test_clock_not_found"
    title = "There is no such test clock."


class ClockExists(Refusal):
    """An organization lives in one time."""

    code = "test_clock_exists"
    title = "The organization has a test clock."


class TestModeOnly(Refusal):
    """Live documents are made in the real time."""

    __test__ = False  # it is no test, whatever pytest makes of its name

    status = 403
    code = "test_mode_only"
    title = "This is for test mode only."


class ClockInvalid(Invalid):
    """The time can't be that."""

    code = "test_clock_invalid"
    title = "The test clock can't be set so."
