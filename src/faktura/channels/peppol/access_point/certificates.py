"""Whom discovery believes: the certificates of SMPs and of access points, each under its own authority."""

import asyncio
from datetime import datetime

from cryptography import x509

from faktura.channels.peppol.as4 import As4Error, Profile, Trust, check_certificate
from faktura.channels.peppol.discovery import CheckCertificate, Role


def certificate_check(profile: Profile, *, access_points: Trust, smps: Trust) -> CheckCertificate:
    """The check that `Discovery` asks. It runs in a thread, for it may ask whether a certificate was revoked."""

    async def check(certificate: x509.Certificate, role: Role, at: datetime) -> str | None:
        trust = access_points if role == "ap" else smps
        try:
            await asyncio.to_thread(check_certificate, certificate, trust, profile, at)
        except As4Error as error:
            return error.detail
        return None

    return check
