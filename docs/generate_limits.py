"""Writes docs/reference/limits.md. Every value is the constant that the code uses, and every row names its test."""

import inspect
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from writing import REFERENCE, code, page, table

from faktura.api import apart
from faktura.api.access import IDEMPOTENCY_DAYS, IDEMPOTENCY_KEY_LENGTH_MAX, WAITING_MAX, WAITING_SECONDS_MAX
from faktura.api.audit import EXPORT_LINES_MAX
from faktura.api.batch import PIECE_SECONDS_MAX
from faktura.api.batch_shapes import BATCH_DOCUMENTS_MAX
from faktura.api.document_parts import FILE_WAIT_SECONDS
from faktura.api.operation import BULK_AT_ONCE, WAIT_SECONDS_MAX
from faktura.api.paging import IN_VALUES_MAX, LIMIT_DEFAULT, LIMIT_MAX
from faktura.api.shaping import FIELDS_MAX
from faktura.api.trace import FINDINGS_LOGGED_MAX
from faktura.archive.problems import PROBLEMS_MAX
from faktura.archive.verify import ARCHIVE_PATIENCE
from faktura.audit.request_log import BUFFER_LINES_MAX, TENANT_LINES_MAX
from faktura.audit.seal import SEAL_AFTER, SEAL_ENTRIES_MAX
from faktura.audit.verify import PROBLEMS_MAX as TRAIL_PROBLEMS_MAX
from faktura.brands.checking import DOMAINS_MAX
from faktura.brands.spf import LOOKUPS_MAX
from faktura.channels.email.addresses import LENGTH_MAX as ADDRESS_LENGTH_MAX
from faktura.channels.email.settings import TIMEOUT_SECONDS
from faktura.customers.schemas import METADATA_KEYS_MAX
from faktura.deliveries.attempt import SEND_SECONDS_MAX
from faktura.deliveries.jobs import ATTEMPTS_AT_ONCE
from faktura.deliveries.states import ATTEMPTS_MAX, WAITS
from faktura.documents.recognise import JSON_BYTES_MAX
from faktura.documents.report.content import PLACES_MAX
from faktura.formats.mapping.reading import FINDINGS_MAX
from faktura.inbox import limits as inbox
from faktura.invoices.links import LINK_DAYS, LINK_DAYS_MAX
from faktura.invoices.numbers import PATTERN_LENGTH_MAX
from faktura.jobs.turns import RUNNING_MAX, SHARE_MAX
from faktura.limits.bucket import ALLOWANCE_PART
from faktura.limits.schemas import KEYS_MAX as LIMITED_KEYS_MAX
from faktura.mcp.door import DOCUMENTS_A_PAGE, RESOURCE_BYTES_MAX
from faktura.members.guessing import FREE_GUESSES
from faktura.members.guessing import WAIT_SECONDS_MAX as GUESS_SECONDS_MAX
from faktura.members.invite import INVITATION_DAYS, INVITATIONS_MAX, MEMBERS_MAX, RESEND_SECONDS
from faktura.members.passkeys import PASSKEYS_MAX
from faktura.members.passwords import HASHES_AT_ONCE, HASHES_WAITING_MAX, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN
from faktura.members.reset import RESET_MINUTES
from faktura.members.sessions import FRESH_MINUTES, HALF_MINUTES, IDLE_MINUTES, SESSION_HOURS
from faktura.model.references import ATTACHMENT_BASE64_LENGTH_MAX
from faktura.model.values import (
    CODE_LENGTH_MAX,
    FRACTION_DIGITS_MAX,
    INTEGER_DIGITS_MAX,
    LINES_MAX,
    LIST_LENGTH_MAX,
    NAME_LENGTH_MAX,
    TEXT_LENGTH_MAX,
)
from faktura.organizations.closing import REOPEN_DAYS
from faktura.organizations.key_rights import (
    ADDRESSES_MAX,
    BROWSER_KEY_SECONDS_MAX,
    KEY_SECONDS_MAX,
    KEY_SECONDS_MIN,
    ORIGINS_MAX,
    SCOPES_MAX,
)
from faktura.organizations.looks import LOGO_BYTES_MAX, LOGO_PIXELS_MAX
from faktura.organizations.make_key import KEYS_ACTIVE_MAX
from faktura.organizations.schemas import OVERLAP_SECONDS_MAX
from faktura.outgoing.connection import HEADER_BYTES_MAX
from faktura.outgoing.http import EXCHANGES_MAX
from faktura.outgoing.records import LOOKUP_SECONDS_MAX
from faktura.outgoing.url import URL_LENGTH_MAX
from faktura.search.words import TERMS_MAX, WORD_LENGTH_MAX, WORDS_MAX
from faktura.settings import Settings
from faktura.source.safe_xml import BYTES_MAX, DEPTH_MAX, ELEMENTS_MAX
from faktura.source.tree import PATH_LENGTH_MAX, PATHS_MAX
from faktura.storage.database import Database
from faktura.templates import change, content, create, draw
from faktura.templates.sandbox import clean_html, crew, mail_work, page_text, typst_work, zygote
from faktura.transfers.documents import CHUNK_BYTES, CHUNK_DOCUMENTS, ITEM_KEY_DAYS
from faktura.transfers.jobs import AT_ONCE
from faktura.transfers.limits import (
    CELL_LENGTH_MAX,
    COLUMNS_MAX,
    FILE_DAYS,
    LINE_BYTES_MAX,
    ROWS_MAX,
    SHEET_BYTES_MAX,
    SHEET_FILES_MAX,
    SHEET_RATIO_MAX,
    SHEET_TEXTS_BYTES_MAX,
)
from faktura.webhooks.create import ENDPOINTS_MAX
from faktura.webhooks.fan_out import LANE_JOB
from faktura.webhooks.jobs import LANES_AT_ONCE
from faktura.webhooks.lanes.send import ATTEMPT_SECONDS, REPLY_BYTES_KEPT
from faktura.webhooks.lanes.turn import PAUSE_ASKED_MAX, REQUESTS_AT_ONCE, UNWRITTEN_MAX
from faktura.webhooks.patterns import PATTERN_LENGTH_MAX as EVENT_PATTERN_LENGTH_MAX
from faktura.webhooks.patterns import PATTERNS_MAX
from faktura.webhooks.replay import REPLAY_MAX
from faktura.webhooks.schedule import ATTEMPTS_MAX as TRIES_MAX
from faktura.webhooks.schedule import (
    FAILING_MAX,
    FAILURES_MAX,
    FAILURES_WITHOUT_SUCCESS_MAX,
    QUIET,
    RETRY_AFTER_MAX,
)
from faktura.webhooks.schemas import DESCRIPTION_LENGTH_MAX, OVERLAP_HOURS, OVERLAP_HOURS_MAX
from faktura.webhooks.signing_secrets import SECRETS_MAX
from faktura.worker import JOBS

PAGE = REFERENCE / "limits.md"

HEAD = """\
# Limits

There is a limit on everything that a stranger can make large. This page is generated from the constants in the code by
`python docs/generate.py`; a test compares the two, and another one sees to it that every test named here exists.
"""

TAIL = """\
## What has no limit yet

- Organizations of an account, documents of an organization.
- Disk: the archive only grows. Watch the disk of the home folder.
"""

_HERE = "tests/docs/test_limits.py"
_AGENTS = "tests/mcp_door/test_door.py"
_KEYS = "tests/api/test_keys.py"
_BAD = "tests/documents/test_bad_inputs.py::test_what_cannot_be_read_is_a_finding"
_APART = "tests/api/test_checking.py"
_SAFETY = "tests/formats/ubl/test_safety.py"
_DATABASE = "tests/storage/test_database.py::test_the_server_ends_what_takes_too_long"
_DEFAULTS = Settings(home=Path("HOME"))
_POOL = inspect.signature(Database.open).parameters
_STATEMENT_SECONDS, _LOCK_SECONDS = _POOL["statement_seconds"].default, _POOL["lock_seconds"].default


@dataclass(frozen=True, slots=True)
class Limit:
    """One row: what is limited, to what, what happens beyond it, and the test."""

    what: str
    value: str
    beyond: str
    test: str


_TURNS = "tests/storage/test_turns.py"
_JOBS = "tests/jobs/test_turns.py"
_LIMITED = "tests/limits/test_over_http.py"

REQUESTS = (
    Limit(
        "reads, and writes, of a key or an organization",
        "settings `rate_limit_…`, and those of the organization ([Limits and fairness](../limits-and-fairness.md))",
        "429 `rate_limited` with `Retry-After`",
        f"{_LIMITED}::test_a_key_that_asks_too_often_is_refused_with_what_it_needs_to_know",
    ),
    Limit(
        "requests that a process lets through before it asks the others",
        f"one in {ALLOWANCE_PART} of the burst, at least 1",
        "they wait for the answer",
        "tests/limits/test_bucket.py::test_processes_together_let_through_the_limit_and_an_allowance_each_at_most",
    ),
    Limit(
        "requests of one tenant that wait in a process",
        f"{WAITING_MAX}, for {WAITING_SECONDS_MAX} seconds",
        "429 `too_many_at_once`, 503 `overloaded`",
        f"{_LIMITED}::test_too_many_at_once_are_refused_and_nobody_else_waits",
    ),
    Limit("keys with limits of their own", f"{LIMITED_KEYS_MAX}", "422", ""),
    Limit(
        "body of a request",
        f"{_DEFAULTS.body_bytes_max:,} bytes (setting `body_bytes_max`)",
        "413 `body_too_large`, as soon as it is longer",
        f"{_HERE}::test_the_body_of_a_request",
    ),
    Limit("depth of a body's JSON", "what the parser takes", "400 `body_unreadable`", f"{_HERE}::test_deep_json"),
    Limit(
        "`limit` of a list",
        f"1 to {LIMIT_MAX}, {LIMIT_DEFAULT} unless given",
        "422 `query_invalid`",
        f"{_HERE}::test_pages_of_lists",
    ),
    Limit(
        "values of `[in]`",
        str(IN_VALUES_MAX),
        "422 `query_invalid`",
        "tests/api/test_reading.py::test_several_values_and_times",
    ),
    Limit(
        "`fields`",
        str(FIELDS_MAX),
        "422 `query_invalid`",
        "tests/api/test_reading.py::test_only_the_fields_that_were_asked_for_are_answered",
    ),
    Limit("words of a search", str(TERMS_MAX), "the first ones count", "tests/search/test_words.py::test_limits"),
    Limit(
        "words by which a document is found",
        f"{WORDS_MAX} of {WORD_LENGTH_MAX} letters",
        "the first ones count",
        "tests/search/test_words.py::test_limits",
    ),
    Limit(
        "way of a test clock at once",
        "10 years",
        "422 `test_clock_invalid`",
        "tests/clocks/test_clocks.py::test_limits_of_a_clock",
    ),
    Limit(
        "`Idempotency-Key`",
        f"{IDEMPOTENCY_KEY_LENGTH_MAX} printable ASCII characters",
        "400 `idempotency_key_invalid`",
        f"{_HERE}::test_idempotency_keys",
    ),
    Limit(
        "memory of an `Idempotency-Key`",
        f"at least {IDEMPOTENCY_DAYS} days",
        "it may be used anew",
        "",
    ),
    Limit("`Prefer: wait`", f"{WAIT_SECONDS_MAX} seconds", "it waits that long", f"{_HERE}::test_the_wait_for_answers"),
    Limit(
        "wait for a file that is not written yet",
        f"{FILE_WAIT_SECONDS} seconds, or `Prefer: wait`",
        "503 `file_not_ready` with `Retry-After`",
        "",
    ),
    Limit(
        "a message of an agent (`/mcp`)",
        f"{_DEFAULTS.body_bytes_max:,} bytes (setting `body_bytes_max`)",
        "413",
        f"{_AGENTS}::test_a_message_that_is_too_long_is_refused",
    ),
    Limit(
        "a resource for an agent",
        f"{RESOURCE_BYTES_MAX:,} bytes; {DOCUMENTS_A_PAGE} documents a page of the list",
        "an error that says so",
        f"{_AGENTS}::test_a_resource_that_is_too_long_is_refused",
    ),
    Limit("a buyer's link", f"1 to {LINK_DAYS_MAX:,} days, {LINK_DAYS} unless given", "422", f"{_HERE}::test_links"),
    Limit(
        "logo",
        f"{LOGO_BYTES_MAX:,} bytes, {LOGO_PIXELS_MAX:,} pixels a side, PNG or JPEG",
        "422 `logo_invalid`",
        f"{_HERE}::test_logos",
    ),
    Limit(
        "sender domains, and domains of pages, of an organization",
        f"{DOMAINS_MAX} of each",
        "422 `domain_invalid`",
        "tests/brands/test_email_domains.py::test_a_domain_is_added_once_and_others_are_bounded",
    ),
    Limit(
        "lookups of an SPF record",
        f"{LOOKUPS_MAX} (RFC 7208)",
        "the record is `different`",
        "tests/brands/test_spf.py::test_too_many_lookups_and_circles_end",
    ),
    Limit("a lookup in the DNS", f"{LOOKUP_SECONDS_MAX} seconds", "the record is `unknown`", ""),
    Limit(
        "reopening a closed organization",
        f"{REOPEN_DAYS} days",
        "409 `closing_final`",
        "tests/api/test_standing.py::test_after_that_it_is_closed_for_good_and_what_no_law_wants_is_deleted",
    ),
)

KEYS = (
    Limit(
        "life of a key",
        f"{KEY_SECONDS_MIN} seconds to {KEY_SECONDS_MAX // 86400:,} days, or no end",
        "422",
        f"{_KEYS}::test_what_is_wrong_with_a_key_is_told_at_its_place",
    ),
    Limit(
        "life of a key for browsers",
        f"{BROWSER_KEY_SECONDS_MAX // 3600} hours",
        "422 `browser_key_lasts`",
        f"{_KEYS}::test_a_key_for_browsers_is_short_lived_and_can_not_outlive_itself",
    ),
    Limit(
        "scopes, networks, origins of a key",
        f"{SCOPES_MAX}, {ADDRESSES_MAX}, {ORIGINS_MAX}",
        "422 `list_too_long`",
        f"{_KEYS}::test_what_is_wrong_with_a_key_is_told_at_its_place",
    ),
    Limit(
        "keys that are taken at a time",
        f"{KEYS_ACTIVE_MAX:,} for each organization and each account",
        "409 `keys_too_many`",
        "tests/organizations/test_rights.py::test_there_are_so_many_keys_at_a_time_and_no_more",
    ),
    Limit(
        "overlap of a rotation",
        f"{OVERLAP_SECONDS_MAX // 86400} days",
        "422",
        f"{_KEYS}::test_without_an_overlap_the_old_key_ends_at_once_and_rotates_once",
    ),
)

RECORDS = (
    Limit(
        "entries under one seal of the audit trail",
        f"{SEAL_ENTRIES_MAX:,}",
        "the rest comes under the next",
        "tests/audit/test_seals.py::test_a_seal_holds_so_many_entries_and_no_more",
    ),
    Limit(
        "time until an entry is sealed",
        f"{SEAL_AFTER.seconds // 60} minutes",
        "a verification seals at once",
        "tests/audit/test_seals.py::test_one_job_seals_the_writes_of_ten_minutes",
    ),
    Limit(
        "lines of an export in one answer",
        f"{EXPORT_LINES_MAX:,}",
        "`Link` names the next page",
        "tests/audit/test_trail.py::test_a_long_export_names_its_next_page",
    ),
    Limit(
        "problems that a verification of a trail names",
        f"{TRAIL_PROBLEMS_MAX}",
        "the rest is counted",
        "",
    ),
    Limit(
        "lines of request logs that wait in a process",
        f"{BUFFER_LINES_MAX:,}, of one organization {TENANT_LINES_MAX:,}",
        "dropped, and counted in a metric",
        "tests/audit/test_request_log.py::test_a_busy_tenant_does_not_push_out_the_lines_of_others",
    ),
    Limit(
        "findings of a request in its log",
        f"{FINDINGS_LOGGED_MAX}",
        "the rest is left out",
        "tests/audit/test_request_log.py::test_many_findings_are_cut",
    ),
    Limit(
        "age of a line of the request log",
        f"{_DEFAULTS.request_log_days} days (setting `request_log_days`)",
        "deleted",
        "tests/audit/test_request_log.py::test_old_lines_are_deleted_by_a_job_that_comes_back_while_there_are_any",
    ),
    Limit(
        "age of a webhook's delivery that ended",
        f"{_DEFAULTS.webhook_log_days} days (setting `webhook_log_days`)",
        "deleted; its event stays in the stream",
        "tests/webhooks/test_forgetting.py::test_deliveries_that_ended_long_ago_are_deleted_and_can_be_replayed_all_the_same",
    ),
)

DOCUMENTS = (
    Limit("lines of a document", f"{LINES_MAX:,}", "422", f"{_HERE}::test_lines"),
    Limit("entries of any other list", f"{LIST_LENGTH_MAX:,}", "422", f"{_HERE}::test_lists"),
    Limit("a name", f"{NAME_LENGTH_MAX} characters", "422", f"{_HERE}::test_texts"),
    Limit("a text", f"{TEXT_LENGTH_MAX:,} characters", "422", f"{_HERE}::test_texts"),
    Limit("a code or an identifier", f"{CODE_LENGTH_MAX} characters", "422", f"{_HERE}::test_texts"),
    Limit(
        "a decimal",
        f"{INTEGER_DIGITS_MAX} digits before and {FRACTION_DIGITS_MAX} after the point",
        "422 `decimal_invalid`",
        "tests/model/test_json.py::test_what_is_no_decimal_string_is_refused",
    ),
    Limit(
        "a day", "years 1900 to 2999", "422 `date_invalid`", "tests/model/test_json.py::test_what_is_no_date_is_refused"
    ),
    Limit(
        "an attached file",
        f"{ATTACHMENT_BASE64_LENGTH_MAX:,} characters of base64, and the body as a whole",
        "422, or 413",
        f"{_HERE}::test_attachments",
    ),
    Limit(
        "`metadata`",
        f"{METADATA_KEYS_MAX} keys of 40 characters, values of {NAME_LENGTH_MAX}",
        "422",
        f"{_HERE}::test_metadata",
    ),
    Limit("a number's pattern", f"{PATTERN_LENGTH_MAX} characters", "422 `series_invalid`", f"{_HERE}::test_patterns"),
)

FOREIGN = (
    Limit("bytes", f"{BYTES_MAX:,}", "refused unread", f"{_SAFETY}::test_too_many_bytes_are_refused_unread"),
    Limit("bytes of JSON", f"{JSON_BYTES_MAX:,}", "refused unread", _BAD),
    Limit("elements", f"{ELEMENTS_MAX:,}", "refused unread", _BAD),
    Limit(
        "different kinds of elements",
        f"{PATHS_MAX:,}, with names of {PATH_LENGTH_MAX:,} characters from the root down",
        "refused by the check",
        _BAD,
    ),
    Limit("depth of elements", f"{DEPTH_MAX}", "refused", f"{_SAFETY}::test_deep_nesting_is_refused"),
    Limit(
        "document type declaration",
        "none",
        "refused",
        f"{_SAFETY}::test_a_document_type_is_refused_wherever_it_hides",
    ),
    Limit(
        "findings of reading",
        f"{FINDINGS_MAX}",
        "one more says that the rest is cut",
        "tests/formats/ubl/test_reading.py::test_findings_are_bounded",
    ),
)

CHECKS = (
    Limit(
        "time for one document over HTTP",
        f"{apart.SECONDS_MAX} seconds",
        "`valid: false` with `document_unreadable`; 422 `document_not_convertible`",
        f"{_APART}::test_work_that_takes_too_long_is_ended_and_the_next_goes_on",
    ),
    Limit(
        "memory for one document over HTTP",
        f"{apart.MEMORY_BYTES_MAX:,} bytes",
        "the same",
        f"{_APART}::test_too_much_memory_is_refused_and_the_process_goes_on",
    ),
    Limit(
        "documents at once over HTTP",
        f"{apart.PROCESSES_MAX} for each process of the API, {apart.WAITING_MAX} wait",
        "503 `documents_busy` with `Retry-After`",
        f"{_APART}::test_too_much_waiting_is_refused",
    ),
    Limit(
        "places of one rule in a report",
        f"{PLACES_MAX}",
        "the others are counted",
        "tests/documents/test_report.py::test_the_same_rule_at_many_places_is_one_chapter",
    ),
)

BACKGROUND = (
    Limit(
        "connections of one tenant in a process",
        "half of four fifths of `pool_size`; with other tenants about, its part of them",
        "its requests wait",
        f"{_TURNS}::test_one_with_a_queue_leaves_the_others_their_places",
    ),
    Limit(
        "jobs at once",
        f"{RUNNING_MAX} for each worker",
        "they wait",
        f"{_JOBS}::test_what_hangs_fills_a_quarter_of_the_worker_at_most",
    ),
    Limit(
        "jobs of one tenant at once",
        f"{SHARE_MAX} for each worker; with other tenants about, fewer",
        "they wait",
        f"{_JOBS}::test_alone_a_tenant_has_much_and_with_others_its_part",
    ),
    Limit(
        "jobs of one tenant at once, of a kind of which only so many run",
        "half of them",
        "they wait",
        f"{_JOBS}::test_of_a_limited_kind_a_tenant_takes_half_at_most",
    ),
    Limit("a statement", f"{_STATEMENT_SECONDS} seconds", "ended by the database", _DATABASE),
    Limit("a wait for a lock", f"{_LOCK_SECONDS} seconds", "ended by the database", _DATABASE),
    Limit(
        "a transaction that stands still",
        f"{2 * _STATEMENT_SECONDS} seconds, an attempt to deliver longer",
        "ended by the database",
        "tests/storage/test_database.py::test_connections_have_the_applications_role_and_settings",
    ),
    Limit(
        "an attempt to deliver",
        f"{SEND_SECONDS_MAX} seconds in all, {TIMEOUT_SECONDS:.0f} for one answer of the mail server",
        "tried again later",
        "tests/channels/email/test_sending.py::test_a_slow_server_is_given_up",
    ),
    Limit(
        "attempts of a delivery",
        f"{ATTEMPTS_MAX}, with waits of {', '.join(map(str, WAITS))} times the first wait",
        "`given_up`; a person may retry",
        f"{_HERE}::test_attempts_to_deliver",
    ),
    Limit("attempts to deliver at once", f"{ATTEMPTS_AT_ONCE} for each worker", "they wait", ""),
    Limit(
        "a mail address",
        f"{ADDRESS_LENGTH_MAX} characters",
        "refused",
        "tests/channels/email/test_addresses.py::test_what_is_no_address_is_told_in_a_sentence",
    ),
    Limit(
        "tries of a job that crashes",
        f"{min(job.attempts_max for job in JOBS)}; of `{LANE_JOB}` without end",
        "held in the queue",
        "",
    ),
    Limit(
        "problems that a verification names",
        f"{PROBLEMS_MAX:,} for each organization",
        "the rest is counted",
        "tests/archive/test_verify.py::test_a_report_names_so_many_problems_and_counts_the_rest",
    ),
    Limit(
        "time until the archive must hold a copy",
        f"{ARCHIVE_PATIENCE.seconds // 60} minutes",
        "a verification names it",
        "tests/archive/test_verify.py::test_what_was_just_issued_waits_for_the_archive_and_is_named_later",
    ),
)

_BATCH = "tests/api/test_batch.py"
_IMPORTS = "tests/transfers/test_imports.py"
_SHEETS = "tests/transfers/test_sheets.py::test_bombs_are_refused"

BULK = (
    Limit(
        "a batch, or a file that is imported",
        f"{_DEFAULTS.bulk_body_bytes_max:,} bytes (setting `bulk_body_bytes_max`)",
        "413 `body_too_large`, as soon as it is longer; asked of keys only",
        f"{_BATCH}::test_a_long_body_has_a_limit_of_its_own",
    ),
    Limit(
        "batches and files that are read at a time",
        f"{BULK_AT_ONCE} for each process",
        "503 `bulk_busy` with `Retry-After`",
        f"{_BATCH}::test_only_some_long_bodies_are_read_at_a_time",
    ),
    Limit("documents of a batch", f"{BATCH_DOCUMENTS_MAX:,}", "422", f"{_BATCH}::test_a_batch_of_the_wrong_shape"),
    Limit(
        "work on a piece of a batch",
        f"{PIECE_SECONDS_MAX} seconds, {CHUNK_DOCUMENTS} documents or {CHUNK_BYTES:,} bytes",
        "422 `batch_too_heavy`, nothing is written",
        "",
    ),
    Limit("memory of the key of a batch's document", f"{ITEM_KEY_DAYS} days", "it may be used anew", ""),
    Limit("rows of an import", f"{ROWS_MAX:,}", "it fails", f"{_IMPORTS}::test_more_rows_than_the_limit_fail"),
    Limit("columns of a table", f"{COLUMNS_MAX}", "it fails", f"{_IMPORTS}::test_more_columns_than_the_limit_fail"),
    Limit("a cell", f"{CELL_LENGTH_MAX:,} characters", "the row fails", f"{_IMPORTS}::test_a_cell_has_its_limit"),
    Limit(
        "a line of JSON lines",
        f"{LINE_BYTES_MAX:,} bytes",
        "the line fails",
        f"{_IMPORTS}::test_a_line_has_its_limit",
    ),
    Limit("files inside an XLSX file", f"{SHEET_FILES_MAX:,}", "it fails", _SHEETS),
    Limit(
        "an XLSX file, unpacked",
        f"{SHEET_BYTES_MAX:,} bytes, {SHEET_TEXTS_BYTES_MAX:,} of them shared texts",
        "it fails",
        "tests/transfers/test_sheets.py::test_a_directory_that_lies_is_found_out",
    ),
    Limit("how tightly it is packed", f"{SHEET_RATIO_MAX} times", "it fails", _SHEETS),
    Limit(
        "files of imports and exports",
        f"{FILE_DAYS} days",
        "410 `file_gone`",
        "tests/transfers/test_exports.py::test_the_file_is_deleted_after_its_time",
    ),
    Limit("imports, and exports, at a time", f"{AT_ONCE} of each for a worker", "they wait", ""),
)

_ENDPOINTS = "tests/webhooks/test_endpoints.py"
_LANES = "tests/webhooks/test_lanes.py"
_SCHEDULE = "tests/webhooks/test_schedule.py"
_HTTP = "tests/outgoing/test_http.py"

WEBHOOKS = (
    Limit(
        "endpoints",
        f"{ENDPOINTS_MAX} for each organization and each account",
        "409 `webhook_endpoints_too_many`",
        f"{_ENDPOINTS}::test_there_is_a_limit_on_endpoints",
    ),
    Limit(
        "patterns of an endpoint, its URL, its description",
        f"{PATTERNS_MAX} of {EVENT_PATTERN_LENGTH_MAX} characters; {URL_LENGTH_MAX:,}; "
        f"{DESCRIPTION_LENGTH_MAX} characters",
        "422",
        f"{_ENDPOINTS}::test_everything_that_is_wrong_is_told_at_once",
    ),
    Limit(
        "overlap of a new secret",
        f"{OVERLAP_HOURS_MAX} hours, {OVERLAP_HOURS} unless given; {SECRETS_MAX} secrets sign at most",
        "422; the oldest ends",
        f"{_ENDPOINTS}::test_a_rotation_has_a_longest_overlap",
    ),
    Limit(
        "events of one replay",
        f"{REPLAY_MAX:,}",
        "422 `webhook_replay_invalid`",
        f"{_ENDPOINTS}::test_a_replay_has_a_longest_range",
    ),
    Limit(
        "an attempt",
        f"{ATTEMPT_SECONDS:.0f} seconds, from the name to the last byte",
        "it failed",
        f"{_HTTP}::test_time_is_limited_from_the_name_to_the_last_byte",
    ),
    Limit(
        "an answer",
        f"{REPLY_BYTES_KEPT:,} bytes are kept, {HEADER_BYTES_MAX:,} bytes of head",
        "cut off; it failed",
        f"{_HTTP}::test_the_length_of_an_answer_is_limited",
    ),
    Limit(
        "tries of an event",
        f"{TRIES_MAX} in three days",
        "`given_up`; it can be replayed",
        f"{_SCHEDULE}::test_an_event_is_tried_for_three_days",
    ),
    Limit(
        "`Retry-After`",
        f"{RETRY_AFTER_MAX // timedelta(hours=1)} hours for an event, {PAUSE_ASKED_MAX // timedelta(hours=1)} for all",
        "the limit holds",
        f"{_SCHEDULE}::test_what_was_asked_for_makes_a_wait_longer_within_a_day_and_never_shorter",
    ),
    Limit(
        "failures in a row",
        f"{FAILURES_MAX}, or {FAILURES_WITHOUT_SUCCESS_MAX} without a success for "
        f"{QUIET // timedelta(minutes=1)} minutes",
        "the endpoint is slowed",
        f"{_SCHEDULE}::test_who_took_something_just_now_is_given_more",
    ),
    Limit(
        "days of failing",
        f"{FAILING_MAX.days}",
        "the endpoint is disabled",
        f"{_LANES}::test_five_days_of_failures_disable",
    ),
    Limit(
        "requests at once",
        f"{REQUESTS_AT_ONCE} to an endpoint, {LANES_AT_ONCE} endpoints, {EXCHANGES_MAX} for each process",
        "they wait",
        f"{_LANES}::test_no_connection_of_the_database_is_held_while_requests_travel",
    ),
    Limit("what a kill sends twice", f"{UNWRITTEN_MAX + REQUESTS_AT_ONCE} events of an endpoint", "", ""),
)

_ON_PAGES = "tests/templates/test_attacks_on_pages.py"
_ON_MAIL = "tests/templates/test_attacks_on_mail.py"
_STORED = "tests/api/test_templates.py"

TEMPLATES = (
    Limit("templates of an organization", f"{create.TEMPLATES_MAX}", "422", f"{_STORED}::test_there_are_not_too_many"),
    Limit("versions of a template", f"{change.VERSIONS_MAX:,}", "422", f"{_STORED}::test_there_are_not_too_many"),
    Limit(
        "a template's source",
        f"{content.SOURCE_BYTES_MAX:,} bytes",
        "422",
        f"{_STORED}::test_what_is_no_template_is_refused_with_everything_at_once",
    ),
    Limit(
        "a part of a mail's template",
        f"{content.MAIL_PART_LENGTH_MAX:,} characters, {content.SUBJECT_LENGTH_MAX:,} of a subject",
        "422",
        f"{_STORED}::test_what_is_no_template_is_refused_with_everything_at_once",
    ),
    Limit(
        "processor time, wall time",
        f"{zygote.CPU_SECONDS_MAX} and {zygote.WALL_SECONDS_MAX} seconds for a document, "
        f"{draw.CHECK_LIMITS['cpu_seconds']} and {draw.CHECK_LIMITS['wall_seconds']} while a template is tried",
        "`template_too_large`; an issued document takes the standard layout",
        f"{_ON_PAGES}::test_what_has_no_end_is_ended",
    ),
    Limit(
        "memory",
        f"{zygote.MEMORY_BYTES_MAX:,} bytes",
        "the same",
        "tests/templates/test_lock.py::test_memory_is_bounded",
    ),
    Limit(
        "pages",
        f"{typst_work.PAGES_MAX:,}, {typst_work.PICTURES_MAX} as pictures",
        "the same",
        f"{_ON_PAGES}::test_pages_are_counted",
    ),
    Limit(
        "bytes that it makes", f"{zygote.OUTPUT_BYTES_MAX:,}", "the same", f"{_ON_PAGES}::test_what_it_makes_is_bounded"
    ),
    Limit(
        "size of type that counts as printed",
        f"{page_text.SIZE_MIN} points",
        "`template_omits_required`",
        "tests/templates/test_required.py::test_what_can_not_be_read_does_not_count",
    ),
    Limit(
        "a finished part of a mail",
        f"{mail_work.PART_LENGTH_MAX:,} characters, {mail_work.SUBJECT_LENGTH_MAX} of a subject",
        "`template_too_large`; a subject is cut",
        f"{_ON_MAIL}::test_nothing_grows_without_end",
    ),
    Limit(
        "depth of a mail's HTML",
        f"{clean_html.DEPTH_MAX}",
        "nothing of it is left",
        "tests/templates/test_clean_html.py::test_depth_is_bounded",
    ),
    Limit(
        "templates at work",
        f"{crew.PROCESSES_MAX} for each process, {crew.WAITING_MAX} wait",
        "503 `templates_busy` while trying; documents wait",
        f"{_ON_PAGES}::test_what_waits_too_long_is_turned_away",
    ),
)

_MEMBERS = "tests/members/test_members.py"
_ATTACKS = "tests/members/test_attacks.py"
_PASSWORDS = "tests/members/test_passwords.py"
PEOPLE = (
    Limit(
        "a password",
        f"{PASSWORD_LENGTH_MIN} to {PASSWORD_LENGTH_MAX} characters",
        "422 `password_invalid`",
        f"{_PASSWORDS}::test_the_length_of_a_password",
    ),
    Limit(
        "passwords that are hashed at once",
        f"{HASHES_AT_ONCE}, and {HASHES_WAITING_MAX} that wait",
        "503 `people_busy`",
        f"{_PASSWORDS}::test_too_many_at_once_are_turned_away",
    ),
    Limit(
        "wrong guesses in a row without a wait",
        f"{FREE_GUESSES['person']} at a person, {FREE_GUESSES['address']} from an address",
        f"429 with growing waits, up to {GUESS_SECONDS_MAX} seconds",
        f"{_ATTACKS}::test_guesses_at_one_person_have_to_wait_from_wherever_they_come",
    ),
    Limit(
        "mails with links for a new password",
        f"{FREE_GUESSES['reset']} in a row, then with growing waits",
        "the page says the same, and none is sent",
        f"{_ATTACKS}::test_who_asks_for_many_links_gets_a_few",
    ),
    Limit(
        "a session",
        f"{IDLE_MINUTES} minutes without use, {SESSION_HOURS} hours in all",
        "401",
        f"{_ATTACKS}::test_a_session_ends",
    ),
    Limit("time for the second factor", f"{HALF_MINUTES} minutes", "one begins again", ""),
    Limit(
        "age of a session that may change the ways to sign in",
        f"{FRESH_MINUTES} minutes",
        "one signs in again",
        "tests/members/test_pages.py::test_changes_of_how_one_signs_in_ask_for_a_fresh_session",
    ),
    Limit("a link of an invitation", f"{INVITATION_DAYS} days, once", "404", f"{_MEMBERS}::test_an_invitation_ends"),
    Limit(
        "a link for a new password",
        f"{RESET_MINUTES} minutes, once",
        "404",
        "tests/members/test_pages.py::test_a_new_password_by_mail",
    ),
    Limit(
        "another link of an invitation",
        f"after {RESEND_SECONDS} seconds",
        "409 `invitation_too_soon`",
        f"{_MEMBERS}::test_a_mail_that_fails_is_tried_again_and_told",
    ),
    Limit(
        "members of an organization or account",
        f"{MEMBERS_MAX:,}, and {INVITATIONS_MAX} open invitations",
        "409 `members_full`",
        f"{_MEMBERS}::test_open_invitations_are_limited",
    ),
    Limit(
        "passkeys of a person",
        f"{PASSKEYS_MAX}",
        "refused",
        "tests/members/test_passkeys.py::test_the_same_passkey_once_and_not_too_many",
    ),
)

_EXAMINE = "tests/inbox/test_examine.py"
_RECEIVE = "tests/inbox/test_receive.py"
_MOVE = "tests/inbox/test_move.py"
_RULES = "tests/inbox/test_rules.py"

INBOX = (
    Limit(
        "a received document",
        f"{inbox.DOCUMENT_BYTES_MAX:,} bytes",
        "413 `inbox_document_too_large`",
        f"{_RECEIVE}::test_empty_and_too_long_documents_are_refused",
    ),
    Limit(
        "findings that are kept of one",
        f"{inbox.FINDINGS_KEPT_MAX}, the gravest first",
        "the others are counted",
        f"{_EXAMINE}::test_findings_are_limited_the_gravest_first",
    ),
    Limit(
        "numbers, ids and references that are read; names; accounts",
        f"{inbox.FACT_LENGTH_MAX} characters; {inbox.NAME_LENGTH_MAX}; {inbox.ACCOUNTS_MAX}",
        "cut; an amount with too many digits is left out",
        f"{_EXAMINE}::test_facts_are_cut_and_amounts_beyond_our_own_are_left_out",
    ),
    Limit(
        "what a road tells of an envelope",
        f"{inbox.ENVELOPE_BYTES_MAX:,} bytes of JSON",
        "a fault of the road",
        f"{_RECEIVE}::test_what_is_kept_of_an_envelope_is_limited",
    ),
    Limit(
        "a comment; reason codes of a move",
        f"{inbox.COMMENT_LENGTH_MAX:,} characters; {inbox.REASONS_MAX}",
        "422",
        f"{_MOVE}::test_texts_and_codes_of_moves_are_limited",
    ),
    Limit(
        "moves, and arrivals, that are shown with a document",
        f"{inbox.MOVES_SHOWN_MAX} of each",
        "older moves, and later arrivals, are kept and not shown",
        f"{_MOVE}::test_so_many_moves_are_shown",
    ),
    Limit(
        "tolerance of a purchase order",
        f"0 to {inbox.TOLERANCE_PERCENT_MAX} percent",
        "422 `purchase_order_invalid`",
        "tests/api/test_inbox.py::test_purchase_orders_over_http",
    ),
    Limit(
        "rules of an organization",
        f"{inbox.RULES_MAX}",
        "409 `inbox_rules_too_many`",
        f"{_RULES}::test_there_are_not_too_many_rules",
    ),
    Limit(
        "conditions, values of one, actions of a rule; documents of a dry run",
        f"{inbox.CONDITIONS_MAX}, {inbox.VALUES_MAX}, {inbox.ACTIONS_MAX}; {inbox.DRY_RUN_MAX}",
        "422",
        f"{_RULES}::test_a_rule_has_limits",
    ),
)

GROUPS = {
    "Requests": REQUESTS,
    "Writing in bulk": BULK,
    "Keys": KEYS,
    "Audit trail and request log": RECORDS,
    "Documents": DOCUMENTS,
    "Documents that somebody else wrote": FOREIGN,
    "Checking and converting": CHECKS,
    "Inbox": INBOX,
    "Templates": TEMPLATES,
    "In the background": BACKGROUND,
    "Webhooks": WEBHOOKS,
    "People": PEOPLE,
}


def render() -> str:
    """The whole page."""
    parts: list[str] = []
    for title, limits in GROUPS.items():
        rows = [(each.what, each.value, each.beyond, code(each.test) or "not tested by itself") for each in limits]
        parts += [f"## {title}\n", *table(("what", "limit", "beyond it", "tested by"), rows)]
    return page(HEAD, *parts, TAIL)
