"""Structured logs on standard error: one event a line, with request and tenant ids, and no personal data."""

import logging
import sys
from typing import Any

import orjson
import structlog

from faktura.settings import Settings


def _to_json(event: dict[str, Any], **_: Any) -> str:
    return orjson.dumps(event, default=str).decode()


def set_up_logs(settings: Settings) -> None:
    """Configure structlog, and lead what libraries log through the same lines."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    renderer: list[structlog.typing.Processor]
    if settings.log_format == "json":
        renderer = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(serializer=_to_json)]
    else:
        # The plain traceback: structlog's own choice prints local variables, and with them keys and passwords.
        renderer = [
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
        ]
    structlog.configure(
        processors=[*shared, *renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
        )
    )
    # Libraries are heard when something is wrong; what goes right is told by our own lines.
    logging.basicConfig(handlers=[handler], level=max(level, logging.WARNING), force=True)
    # The queue's library logs each crash with the error's words, which may quote a document; our worker does not.
    logging.getLogger("pgqueuer").setLevel(logging.CRITICAL)
