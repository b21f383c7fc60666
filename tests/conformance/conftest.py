"""The conformance run says at its end what it did and what it could not do."""

import pytest

from . import official


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if official.notes:
        terminalreporter.section("conformance")
        for sentence in official.notes:
            terminalreporter.write_line(sentence)
