"""``faktura demo``: the life of three invoices, from creating to archiving, on a server of its own."""

import asyncio
import base64
import email
import email.policy
import io
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from faktura.checks import check, fatal
from faktura.cli.demo_mail import MailServer
from faktura.cli.demo_steps import Client, DemoFailed, Steps, faktura_server, run_command
from faktura.registry import formats, specifications

_SELLER = {
    "name": "Brandt Werkzeugbau GmbH",
    "country": "DE",
    "vat_id": "DE136695976",
    "tax_registration_id": "181/815/08155",
    "legal_registration": {"value": "HRB 11223", "scheme": None},
    "legal_information": "Amtsgericht Aachen · Geschäftsführung: Ada Brandt",
    "electronic_address": {"scheme": "9930", "value": "DE136695976"},
    "address": {"line1": "Werkstraße 12", "city": "Aachen", "postal_code": "52062", "country": "DE"},
    "contact": {"name": "Jonas Brandt", "phone": "+49 241 555 0199", "email": "rechnung@brandt.example"},
    "bank_accounts": [
        {"account": "DE89370400440532013000", "account_name": "Brandt Werkzeugbau", "bic": "COBADEFFXXX"}
    ],
    "payment_days": 14,
}
_DOMESTIC = {
    "customer": {
        "name": "Buchhandlung am Markt OHG",
        "vat_id": "DE123456788",
        "email": "ap@buchhandlung.example",
        "electronic_address": {"scheme": "9930", "value": "DE123456788"},
        "address": {"line1": "Markt 1", "city": "Köln", "postal_code": "50667", "country": "DE"},
    },
    "issue_date": "2026-11-23",
    "buyer_reference": "04011000-12345-39",
    "delivery": {"date": "2026-11-20"},
    "lines": [
        {"description": "Regalmontage", "quantity": "12.5", "unit": "hour", "unit_price": "80.00"},
        {
            "description": "Handbuch «Holz und Stahl»",
            "quantity": "3",
            "unit": "piece",
            "unit_price": "19.90",
            "vat": {"category": "S", "rate": "7"},
            "allowances": [{"percent": "10", "reason": "Treuerabatt"}],
        },
    ],
    "send": {"channels": ["email"]},
}
_ABROAD = {
    "issue": True,
    "customer": {
        "name": "Van Dijk Logistiek B.V.",
        "vat_id": "NL004495445B01",
        "email": "facturen@vandijk.example",
        "electronic_address": {"scheme": "9944", "value": "NL004495445B01"},
        "address": {"line1": "Havenweg 4", "city": "Rotterdam", "postal_code": "3011 AA", "country": "NL"},
    },
    "issue_date": "2026-11-23",
    "purchase_order_reference": "PO-7731",
    "lines": [{"description": "Engineering", "quantity": "40", "unit": "hour", "unit_price": "95.00"}],
    "send": {"channels": ["email"]},
}
_ALLOWANCES = {
    "issue": True,
    "customer": {
        "name": "Stadtwerke Musterstadt",
        "email": "rechnungseingang@stadtwerke.example",
        "electronic_address": {"scheme": "9930", "value": "DE123456788"},
        "address": {"line1": "Am Kraftwerk 3", "city": "Musterstadt", "postal_code": "12345", "country": "DE"},
    },
    "issue_date": "2026-11-23",
    "buyer_reference": "04011000-12345-39",
    "lines": [
        {"name": "Steuerung S7", "quantity": "4", "unit": "piece", "gross_price": "1250.00", "price_discount": "62.50"},
        {
            "name": "Kabel NYM 3x1.5",
            "quantity": "750",
            "unit": "meter",
            "unit_price": "89.00",
            "price_base_quantity": "100",
            "charges": [{"amount": "25.00", "reason": "Zuschnitt"}],
        },
    ],
    "allowances": [{"percent": "2", "reason": "Projektrabatt"}],
    "charges": [{"amount": "49.00", "reason": "Fracht"}],
    "send": {"channels": ["email"]},
}


def _logo() -> str:
    """A small logo, drawn here, as base64."""
    image = Image.new("RGBA", (480, 120), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for place, colour in enumerate(("#0b7285", "#15aabf", "#99e9f2")):
        left = 10 + place * 50
        draw.polygon([(left, 105), (left + 40, 15), (left + 80, 105)], fill=colour)
    buffer = io.BytesIO()
    image.crop((0, 0, 200, 120)).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


@contextmanager
def _mail_server() -> Iterator[MailServer]:
    """A real SMTP server on a free loopback port, in a thread with a loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="demo-mail", daemon=True)
    thread.start()
    server = MailServer()
    try:
        asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(10)
        try:
            yield server
        finally:
            asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


class _Demo:
    """The story, told in order; every chapter builds on the ones before."""

    def __init__(self, steps: Steps, client: Client, mail: MailServer, output: Path) -> None:
        self.steps = steps
        self.client = client
        self.mail = mail
        self.output = output

    def save(self, name: str, content: bytes) -> None:
        """Write a file of the demo."""
        (self.output / name).write_bytes(content)

    def look_at_files(self, invoice: dict[str, Any], name: str) -> None:
        """Fetch PDF and XML, read the XML back, hold it against the rules again, and find both in the mail."""
        path = f"/v1/invoices/{invoice['id']}"
        pdf = self.client.call("GET", f"{path}/pdf").content
        xml = self.client.call("GET", f"{path}/xml").content
        self.save(f"{name}.pdf", pdf)
        self.save(f"{name}.xml", xml)
        self.steps.check(pdf.startswith(b"%PDF-"), f"PDF of {len(pdf):,} bytes")
        read = formats()["ubl"].read
        assert read is not None
        document, findings = read(xml)
        spec = next(each for each in specifications().values() if each.identifier == document.specification)
        broken = fatal([*findings, *check(document, spec.rules)])
        self.steps.check(not broken, f"XML of {len(xml):,} bytes, read back: no rule of {spec.title} is broken")
        self.steps.check(document.number == invoice["number"], f"its number is {document.number}")
        message = self.mail_of(invoice)
        attached = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
        held = [content if isinstance(content, bytes) else content.encode() for content in attached.values()]
        self.steps.check(pdf in held and xml in held, f"mail to {message['To']} carries both files, byte for byte")
        self.save(f"{name}.eml", message.as_bytes())

    def mail_of(self, invoice: dict[str, Any]) -> email.message.EmailMessage:
        """The mail that the SMTP server took for an invoice."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            for held in self.mail.messages:
                message = email.message_from_bytes(held.content, policy=email.policy.default)
                if invoice["number"] in str(message["Subject"]):
                    return message
            time.sleep(0.05)
        raise DemoFailed(f"No mail came for {invoice['number']}")

    def payment_state(self, invoice: dict[str, Any], as_of: str) -> dict[str, Any]:
        """How an invoice stands on a day."""
        summary: dict[str, Any] = self.client.get(f"/v1/invoices/{invoice['id']}/status?as_of={as_of}")["payment"]
        return summary

    def domestic(self) -> None:
        """A domestic invoice with two VAT rates, from draft to paid."""
        steps, client = self.steps, self.client
        steps.chapter("1. A domestic invoice with two VAT rates")
        steps.step("Preview it: nothing is stored")
        preview = client.post("/v1/invoices/preview", _DOMESTIC, expect=200)
        steps.check(preview["issuable"], f"it could be issued: {preview['totals']['total_with_vat']} EUR")
        steps.step("Create a draft, then change it")
        draft = client.post("/v1/invoices", _DOMESTIC)
        steps.check(draft["state"] == "draft" and draft["number"] is None, "a draft has no number")
        changed = client.call(
            "PATCH", f"/v1/invoices/{draft['id']}", {"notes": [{"text": "Vielen Dank für Ihren Auftrag!"}]}
        ).json()
        steps.check(changed["version"] == 2, "the change made version 2")
        steps.step("Issue it: checked, numbered, frozen, rendered, mailed")
        invoice = client.post(f"/v1/invoices/{draft['id']}/issue", expect=200)
        rows = {row["rate"]: row["tax_amount"] for row in invoice["vat_breakdown"]}
        steps.check(rows == {"19": "190.00", "7": "3.76"}, f"number {invoice['number']}, VAT by rate {rows}")
        steps.check(invoice["totals"]["amount_due"] == "1247.49", "amount due 1247.49 EUR")
        self.look_at_files(invoice, "1-domestic")
        steps.step("Try to change it")
        client.call("PATCH", f"/v1/invoices/{invoice['id']}", {"currency": "USD"}, expect=409)
        client.call("DELETE", f"/v1/invoices/{invoice['id']}", expect=409)
        steps.check(True, "refused: an issued document can't be changed or deleted")
        steps.step("Ask why")
        explained = client.get(f"/v1/invoices/{invoice['id']}/explain")["steps"]
        tax = next(each for each in explained if each["term"] == "BT-117")
        steps.check(bool(tax["formula"]), f"VAT: {tax['formula']} ({tax['why']})")
        steps.step("Open the buyer's page")
        page = client.call("GET", invoice["links"]["page"])
        steps.check(invoice["number"] in page.text, "the page shows the invoice")
        self.save("1-domestic.html", page.content)
        steps.step("Receive the money in two parts")
        client.post(f"/v1/invoices/{invoice['id']}/payments", {"amount": "1000.00", "received_on": "2026-11-23"})
        summary = self.payment_state(invoice, "2026-11-23")
        steps.check(summary["state"] == "partly_paid", f"partly paid, {summary['open_amount']} EUR open")
        client.post(f"/v1/invoices/{invoice['id']}/payments", {"amount": "247.49", "received_on": "2026-11-23"})
        steps.check(self.payment_state(invoice, "2026-11-23")["state"] == "paid", "paid")

    def abroad(self) -> None:
        """An intra-EU service: the buyer owes the tax."""
        steps, client = self.steps, self.client
        steps.chapter("2. A service for a business in another member state")
        steps.step("Create and issue it in one call; VAT is derived")
        key = {"Idempotency-Key": "demo-abroad", "Prefer": "wait=20"}
        first = client.call("POST", "/v1/invoices", _ABROAD, expect=201, headers=key)
        invoice = first.json()
        row = invoice["vat_breakdown"][0]
        steps.check(row["category"] == "AE" and row["tax_amount"] == "0.00", "category AE (reverse charge), no VAT")
        steps.check(invoice["language"] == "nl", "written in the buyer's language: nl")
        self.look_at_files(invoice, "2-reverse-charge")
        steps.step("Send the same request again")
        again = client.call("POST", "/v1/invoices", _ABROAD, expect=201, headers={"Idempotency-Key": "demo-abroad"})
        steps.check(
            again.headers["Idempotent-Replayed"] == "true" and again.json()["number"] == invoice["number"],
            "answered from memory: no second invoice",
        )
        steps.step("Look at it on the day after it is due")
        summary = self.payment_state(invoice, "2026-12-08")
        steps.check(summary["state"] == "overdue", f"overdue by {summary['overdue_days']} day")

    def allowances(self) -> None:
        """Allowances, charges, gross prices, and a credit note."""
        steps, client = self.steps, self.client
        steps.chapter("3. Allowances, charges, and a credit note")
        steps.step("Send something wrong first")
        wrong = {**_ALLOWANCES, "lines": [{"name": "Kabel", "quantity": 3, "unit_price": "1e3"}], "currency": "EURO"}
        refused = client.call("POST", "/v1/invoices", wrong, expect=422).json()
        for error in refused["errors"]:
            steps.check(True, f"{error['pointer']}: {error['message']}")
        steps.step("Create and issue it: gross prices, prices per 100 m, percentages")
        invoice = client.post("/v1/invoices", _ALLOWANCES)
        totals = invoice["totals"]
        steps.check(
            totals["sum_of_lines"] == "5442.50" and totals["sum_of_allowances"] == "108.85",
            f"lines {totals['sum_of_lines']} - {totals['sum_of_allowances']} + {totals['sum_of_charges']}",
        )
        steps.check(totals["total_with_vat"] == "6405.35", f"with VAT {totals['total_with_vat']} EUR")
        steps.check(invoice["number"].endswith("3"), f"number {invoice['number']}: the refused one left no gap")
        self.look_at_files(invoice, "3-allowances")
        steps.step("Credit one part of it")
        credit = client.post(
            f"/v1/invoices/{invoice['id']}/credit",
            {
                "issue": True,
                "reason": "Eine Steuerung zurückgenommen",
                "lines": [{"name": "Steuerung S7", "quantity": "1", "unit": "piece", "unit_price": "1187.50"}],
                "send": {"channels": ["email"], "email": {"to": "rechnungseingang@stadtwerke.example"}},
            },
        )
        steps.check(
            credit["type_code"] == "381", f"credit note {credit['number']} over {credit['totals']['amount_due']}"
        )
        self.look_at_files(credit, "3-credit-note")
        end = time.monotonic() + 20
        while (summary := self.payment_state(invoice, credit["issue_date"]))["credited_amount"] == "0.00":
            if time.monotonic() > end:
                break
            time.sleep(0.05)
        steps.check(summary["open_amount"] == "4992.22", f"the invoice stands at {summary['open_amount']} EUR")


def _story(output: Path, workplace: Path, steps: Steps) -> None:
    home = workplace / "home"
    with _mail_server() as mail:
        steps.chapter("Start")
        steps.step("Start a mail server and Faktura on free loopback ports, with an embedded PostgreSQL")
        settings = {
            "smtp_host": "127.0.0.1",
            "smtp_port": mail.port,
            "smtp_security": "none",
            "smtp_from": "rechnung@brandt.example",
            "delivery_first_wait_seconds": 1,
            "log_format": "json",
        }
        with faktura_server(home, **settings) as url:
            steps.check(Client(url).get("/health/ready") == {"status": "ready"}, f"ready at {url}")
            steps.step("Sign up in test mode")
            seller = {**_SELLER, "legal_registration": {"value": "HRB 11223"}}
            access = Client(url).post("/v1/accounts", {"name": "Demo platform", "organization": seller})
            client = Client(url, access["key"])
            steps.check(access["key"].startswith("fo_test_"), f"{access['organization']} with a key")
            steps.step("Give it a logo and a colour")
            path = f"/v1/organizations/{access['organization']}/branding"
            client.call("PATCH", path, {"logo": _logo(), "colour": "#0b7285"})
            steps.check(True, "branding is set")
            demo = _Demo(steps, client, mail, output)
            demo.domestic()
            demo.abroad()
            demo.allowances()
            steps.chapter("The archive")
            steps.step("Recompute every hash and every chain, by the API")
            end = time.monotonic() + 20
            while (report := client.post("/v1/archive/verify", expect=200))["waiting"] and time.monotonic() < end:
                time.sleep(0.1)
            steps.check(
                report["ok"] and report["documents"] == 4,
                f"{report['documents']} documents in {report['series']} series, {report['entries']} entries: all fit",
            )
            listed = client.get("/v1/archive?limit=100")["data"]
            kept = sorted({entry["retain_until"] for entry in listed})
            steps.check(len(kept) == 1, f"kept until {kept[0]}, as the seller's law asks")
            client.close()
        steps.step("Stop the server, and verify from the command line")
        printed = run_command(home, "verify")
        steps.check(": 0 problems" in printed, printed.strip())


def run(output: Path) -> int:
    """Run the demo; answers the exit status. The files are in `output` afterwards."""
    begin = time.monotonic()
    steps = Steps()
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="faktura-demo-") as folder:
        try:
            _story(output, Path(folder), steps)
        except DemoFailed as failure:
            print(f"\nThe demo failed. {failure}", file=sys.stderr)
            log = Path(folder) / "server.log"
            if log.exists():
                print(log.read_text()[-4000:], file=sys.stderr)
            return 1
    print(f"\nAll of it held, in {time.monotonic() - begin:.1f} seconds. The files are in {output}/.")
    return 0
