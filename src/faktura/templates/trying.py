"""Trying a template for somebody who waits: in threads of its own, with the organization's branding."""

import asyncio
import functools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from faktura.organizations.read import read_organization
from faktura.sockets import Branding
from faktura.storage.unit import Unit
from faktura.templates.check import check_content
from faktura.templates.content import Content
from faktura.templates.data import template_data, to_plain
from faktura.templates.draw import TemplateFinding
from faktura.templates.errors import TemplatesBusy
from faktura.templates.samples import samples
from faktura.templates.sandbox.crew import PROCESSES_MAX, WAITING_MAX, Busy

_T = TypeVar("_T")

_PLACES = threading.BoundedSemaphore(PROCESSES_MAX + WAITING_MAX)


@functools.cache
def _threads() -> ThreadPoolExecutor:
    # Of its own: who waits for a template must not take the threads that all others share.
    return ThreadPoolExecutor(PROCESSES_MAX + WAITING_MAX, thread_name_prefix="templates")


async def in_own_thread(work: Callable[..., _T], *arguments: Any, patient: bool = False, **named: Any) -> _T:
    """What `work` returns, while the loop goes on; who is `patient` waits, however many are there.

    Raises:
        TemplatesBusy: too much is waiting already.
    """
    if not patient and not _PLACES.acquire(blocking=False):
        raise TemplatesBusy("Ask again in a moment.")
    try:
        call = functools.partial(work, *arguments, **named)
        return await asyncio.get_running_loop().run_in_executor(_threads(), call)
    except Busy:
        raise TemplatesBusy("Ask again in a moment.") from None
    finally:
        if not patient:
            _PLACES.release()


async def current_branding(unit: Unit) -> Branding:
    """The organization's branding as it is now."""
    organization = await read_organization(unit)
    held, language = organization.branding, organization.profile.language
    return Branding(
        colour=held.colour,
        logo=await unit.floor.objects.get(held.logo_sha256) if held.logo_sha256 else b"",
        logo_media_type=held.logo_media_type or "",
        footer=held.text("footer", language),
        secondary_colour=held.secondary_colour or "",
        font=held.font or "",
        payment_note=held.text("payment_note", language),
        address=held.address,
    )


def sample_data(branding: Branding) -> dict[str, Any]:
    """The data of the plainest made-up document."""
    sample = samples()["invoice"]
    return to_plain(template_data(sample.invoice, sample.options(branding)))


async def try_content(unit: Unit, content: Content, *, thorough: bool) -> list[TemplateFinding]:
    """What is found when a template is tried (see `check_content`).

    Raises:
        TemplatesBusy: too many are being tried.
    """
    return await in_own_thread(check_content, content, await current_branding(unit), thorough=thorough)
