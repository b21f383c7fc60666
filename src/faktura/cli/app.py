"""The commands. Each only reads its arguments, and calls what does the work."""

import asyncio
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from faktura import __version__
from faktura.errors import Refusal
from faktura.settings import Settings, SettingsError, load
from faktura.storage.errors import StorageTrouble

app = typer.Typer(
    name="faktura", help="The invoicing API that a business hosts itself.", no_args_is_help=True, add_completion=False
)
keys = typer.Typer(name="keys", help="API keys.", no_args_is_help=True)
app.add_typer(keys)
members = typer.Typer(name="members", help="People of organizations and accounts.", no_args_is_help=True)
app.add_typer(members)

_Home = Annotated[Path | None, typer.Option("--home", help="The installation's folder (FAKTURA_HOME).")]
_Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


@contextmanager
def _sentences() -> Iterator[None]:
    """What can be expected to go wrong is told in a sentence, and ends with status 1."""
    try:
        yield
    except (SettingsError, StorageTrouble, OSError) as error:
        print(f"faktura: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    except Refusal as refusal:
        print(f"faktura: {refusal.detail}", file=sys.stderr)
        for finding in refusal.findings:
            print(f"  {finding.pointer}: {finding.message}", file=sys.stderr)
        raise SystemExit(1) from None


@contextmanager
def _usage() -> Iterator[None]:
    """What was asked for wrongly is told in a sentence, and ends with status 2."""
    from faktura.cli.files import WrongUsage

    for stream in (sys.stdout, sys.stderr):
        # What the terminal's encoding can't write is written as its number.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        yield
    except BrokenPipeError:
        # Whoever reads has had enough; what is still to be written goes nowhere, so that nothing complains at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except WrongUsage as error:
        print(f"faktura: {error}", file=sys.stderr)
        raise SystemExit(2) from None


def _settings(home: Path | None = None, **given: object) -> Settings:
    values = {**given, "home": str(home) if home is not None else None}
    return load(given={name: value for name, value in values.items() if value is not None})


@app.command()
def serve(
    home: _Home = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port; 0 takes a free one.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes for the API.")] = None,
    as_json: _Json = False,
) -> None:
    """Serve the API, the pages and the worker."""
    from faktura.cli.serve import serve as run

    with _sentences():
        run(_settings(home, host=host, port=port, workers=workers), as_json=as_json)


@app.command()
def worker(home: _Home = None) -> None:
    """Run only the jobs, beside processes that serve."""
    from faktura.cli.serve import work

    with _sentences():
        work(_settings(home), tell=lambda: print("Faktura's worker is ready", flush=True))


@app.command()
def migrate(home: _Home = None) -> None:
    """Bring the database to this version's schema."""
    from faktura.cli.installation import bring_up_to_date, database_address

    with _sentences(), database_address(_settings(home)) as url:
        ran = asyncio.run(bring_up_to_date(url))
        for title in ran:
            print(title)
        print("The database is up to date.")


@keys.command("create")
def keys_create(
    organization: Annotated[str | None, typer.Option(help="The organization's name; it is made when missing.")] = None,
    account: Annotated[bool, typer.Option("--account", help="Make a key for the account itself.")] = False,
    country: Annotated[str, typer.Option(help="The organization's country, as a code such as DE.")] = "DE",
    mode: Annotated[str, typer.Option(help="test or live.")] = "test",
    name: Annotated[str, typer.Option(help="What the key is called.")] = "command line",
    scopes: Annotated[str | None, typer.Option(help="What it may do, as in invoices:read,customers:*.")] = None,
    expires: Annotated[str | None, typer.Option(help="When it ends: 90d, 12h, 15m, or a day.")] = None,
    home: _Home = None,
    as_json: _Json = False,
) -> None:
    """Make a key for an organization, or for the account; what is missing is made."""
    from faktura.cli.keys import create

    with _sentences():
        if mode not in ("test", "live"):
            raise SettingsError("--mode is test or live")
        if (organization is None) is not account:
            raise SettingsError("name an organization (--organization NAME), or send --account")
        access = create(_settings(home), organization, country, mode, name=name, scopes=scopes, expires=expires)
    if as_json:
        print(json.dumps(access))
    else:
        for name, value in access.items():
            print(f"{name:13} {value}")


@members.command("invite")
def members_invite(
    email: Annotated[str, typer.Argument(help="Whom to invite.")],
    to: Annotated[str, typer.Option(help="The organization (org_…) or account (acc_…).")],
    role: Annotated[str, typer.Option(help="owner, admin, accountant or viewer.")] = "owner",
    mode: Annotated[str, typer.Option(help="test or live.")] = "test",
    home: _Home = None,
    as_json: _Json = False,
) -> None:
    """Invite somebody and print the link, to be handed over; run it again for a new link."""
    from typing import cast

    from faktura.cli.members import invite
    from faktura.members.schemas import Role

    with _sentences():
        if mode not in ("test", "live"):
            raise SettingsError("--mode is test or live")
        if role not in ("owner", "admin", "accountant", "viewer"):
            raise SettingsError("--role is owner, admin, accountant or viewer")
        invited = invite(_settings(home), email, to, cast(Role, role), mode)
    if as_json:
        print(json.dumps(invited))
    else:
        print(f"{invited['email']} sets a password, or signs in, here: {invited['url']}")


@keys.command("list")
def keys_list(
    owner: Annotated[str | None, typer.Option(help="Only of this organization (org_…) or account (acc_…).")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that have ended.")] = False,
    home: _Home = None,
    as_json: _Json = False,
) -> None:
    """List the keys of the installation, without their secrets."""
    from faktura.cli.keys import show

    with _sentences():
        found = show(_settings(home), owner, everything=everything)
    for key in found:
        if as_json:
            print(json.dumps(key, default=str))
            continue
        ends = "revoked" if key["revoked_at"] else f"ends {key['expires_at'] or 'never'}"
        used = f"used {key['last_used_at'] or 'never'}"
        print(f"{key['owner']} {key['mode']:4} {key['id']} …{key['hint']} {key['name']}: {', '.join(key['scopes'])}; "
              f"{ends}; {used}")  # fmt: skip


@keys.command("revoke")
def keys_revoke(
    key: Annotated[str, typer.Argument(help="Its id (key_…), or its text when you found it somewhere.")],
    descendants: Annotated[
        bool, typer.Option("--descendants", help="Also what took its place, and every key that any of them made.")
    ] = False,
    home: _Home = None,
    as_json: _Json = False,
) -> None:
    """Revoke a key at once."""
    from faktura.cli.keys import revoke

    with _sentences():
        revoked = revoke(_settings(home), key, descendants=descendants)
    if as_json:
        print(json.dumps({"revoked": revoked}))
    else:
        for each in revoked:
            print(f"{each} is revoked.")


@app.command()
def verify(
    organization: Annotated[str | None, typer.Option(help="Only this organization (org_…).")] = None,
    home: _Home = None,
    as_json: _Json = False,
) -> None:
    """Recompute every hash and every chain of the archive, and name what does not fit."""
    from faktura.cli.verify import verify as run

    with _sentences():
        good = run(_settings(home), organization, as_json=as_json)
    raise typer.Exit(0 if good else 1)


@app.command()
def reindex(home: _Home = None) -> None:
    """Write the words of all documents and customers anew, so that searches find them."""
    from faktura.cli.reindex import reindex as run

    with _sentences():
        print(f"{run(_settings(home))} documents and customers were indexed.")


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: UBL, CII, hybrid PDF or our JSON.")],
    specification: Annotated[str, typer.Option(help="By name; auto takes what the document names.")] = "auto",
    on: Annotated[str | None, typer.Option(help="The day whose rules count (YYYY-MM-DD), else that of issue.")] = None,
    jobs: Annotated[int, typer.Option(min=0, max=64, help="Processes for many files; 0: one for each core.")] = 0,
    report: Annotated[Path | None, typer.Option(help="Write a report on one file, as .html or .pdf.")] = None,
    as_json: _Json = False,
) -> None:
    """Check documents by the official rules; status 0 when all are valid, 1 when not, 2 for wrong usage."""
    from faktura.cli.check import run

    with _usage():
        good = run(paths, specification, on, as_json=as_json, jobs=jobs, report=report)
    raise typer.Exit(0 if good else 1)


@app.command()
def convert(
    file: Annotated[Path, typer.Argument(help="UBL, CII, hybrid PDF or our JSON.")],
    to: Annotated[str, typer.Option(help="json, ubl, cii, xrechnung-ubl, xrechnung-cii, facturx or pdf.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; else it is printed.")
    ] = None,
    profile: Annotated[str, typer.Option(help="For facturx: minimum, basic-wl, basic, en16931, extended.")] = "",
    language: Annotated[str, typer.Option(help="For a PDF: en, de, fr, it, es, sl, hr, pl, nl or pt.")] = "en",
) -> None:
    """Write a document in another form; standard error names every term that does not come along."""
    from faktura.cli.convert import run

    with _usage():
        good = run(file, to, output, profile=profile, language=language)
    raise typer.Exit(0 if good else 1)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="UBL, CII, hybrid PDF or our JSON.")],
    pdf: Annotated[Path | None, typer.Option(help="Write it as PDF instead.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write it as a page for a browser instead.")] = None,
    language: Annotated[str, typer.Option(help="For a PDF: en, de, fr, it, es, sl, hr, pl, nl or pt.")] = "en",
) -> None:
    """Show a document for reading, with what the check says of it."""
    from faktura.cli.show import run

    with _usage():
        good = run(file, pdf=pdf, html=html, language=language)
    raise typer.Exit(0 if good else 1)


@app.command()
def listen(
    forward_to: Annotated[
        str, typer.Option(help="Where each event is sent, http://127.0.0.1:3000/hooks for instance.")
    ],
    key: Annotated[str, typer.Option(envvar="FAKTURA_KEY", help="The API key (FAKTURA_KEY).")],
    events: Annotated[list[str] | None, typer.Option(help="A pattern such as invoice.*; may be repeated.")] = None,
    url: Annotated[str, typer.Option(help="The installation.")] = "http://127.0.0.1:8080",
    organization: Annotated[str | None, typer.Option(help="With an account's key: only this one (org_…).")] = None,
    payload: Annotated[str, typer.Option(help="thin or full.")] = "full",
    secret: Annotated[str | None, typer.Option(help="The secret (whsec_…) to sign with; else a new one.")] = None,
) -> None:
    """Forward events to a local address as signed webhooks, for development."""
    from faktura.cli.listen import listen as run

    with _sentences():
        if payload not in ("thin", "full"):
            raise SettingsError("--payload is thin or full")
        status = run(
            forward_to,
            url=url,
            key=key,
            organization=organization,
            events=events or [],
            payload=payload,
            secret=secret,
        )
    raise typer.Exit(status)


@app.command()
def network(
    file: Annotated[Path | None, typer.Argument(help="A UBL document to send; else an example of ours.")] = None,
    sender: Annotated[str, typer.Option("--from", help="The participant that sends.")] = "9915:box-seller",
    receiver: Annotated[str, typer.Option("--to", help="The participant that receives.")] = "0088:7300010000001",
    evidence: Annotated[Path | None, typer.Option(help="Write the evidence here, as .zip.")] = None,
    port: Annotated[int, typer.Option(min=0, help="The first of three ports; 0 takes free ones.")] = 0,
    serve: Annotated[bool, typer.Option("--serve", help="Keep the network running until Ctrl-C.")] = False,
) -> None:
    """Run a Peppol network on this machine and send a document through it; nothing leaves the machine."""
    from faktura.cli.network import run

    with _usage(), _sentences():
        good = run(file, sender=sender, receiver=receiver, evidence=evidence, port=port, serve=serve)
    raise typer.Exit(0 if good else 1)


@app.command()
def config(home: _Home = None) -> None:
    """Print the settings in force, and where each came from."""
    with _sentences():
        for shown in _settings(home).report():
            print(f"{shown.name:28} {shown.value:40} {shown.origin}")


@app.command()
def demo(
    output: Annotated[Path, typer.Option(help="The folder for the files.")] = Path("demo-output"),
) -> None:
    """Run the life of three invoices on a server of its own, and check every step."""
    from faktura.cli.demo import run

    with _sentences():
        raise typer.Exit(run(output))


@app.command("mcp")
def mcp_door(
    key: Annotated[str, typer.Option(envvar="FAKTURA_KEY", help="An API key; better in the environment.")],
    url: Annotated[str, typer.Option(help="The server's address.")] = "http://127.0.0.1:8080",
    organization: Annotated[str | None, typer.Option(help="For an account's key: org_….")] = None,
) -> None:
    """Be an MCP server on standard input and output, for agents that start programs; it asks a running server."""
    from faktura.mcp.stdio import pass_on

    with _sentences():
        asyncio.run(pass_on(url, key, organization))


@app.command()
def version() -> None:
    """Print the version."""
    print(__version__)


def main() -> None:
    """The entry point of the command ``faktura``."""
    app()
