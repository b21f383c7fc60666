import pytest

from faktura.storage.floor import Floor

from .stage import Receiver, new_receiver


@pytest.fixture
async def receiver(floor: Floor) -> Receiver:
    return await new_receiver(floor)
