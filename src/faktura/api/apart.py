"""Work on documents of strangers in processes of their own: bounded in number, time and memory.

Nothing that a document does there can hold up the server: a process that takes too long, or too much, is ended, and
the next piece of work gets a new one. Processes are started when they are first needed, and stay.
"""

import asyncio
import contextlib
import gc
import pickle
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

PROCESSES_MAX = 2
WAITING_MAX = 16
SECONDS_MAX = 20
MEMORY_BYTES_MAX = 2 * 1024**3

Work = Callable[..., Any]


class GaveUp(Exception):  # noqa: N818 - what became of the work, not a fault of ours
    """The work was ended: it took too long, or too much memory."""


class Busy(Exception):  # noqa: N818 - as GaveUp
    """More is waiting than will be done in a reasonable time."""


class Crew:
    """`size` threads, each with a process that does one piece of work at a time."""

    def __init__(self, size: int = PROCESSES_MAX, seconds: float = SECONDS_MAX, waiting: int = WAITING_MAX) -> None:
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="documents")
        self._own = threading.local()
        self._seconds = seconds
        self._room = threading.Semaphore(size + waiting)
        self._started: list[_Process] = []

    async def run(self, work: Work, *arguments: Any) -> Any:
        """What `work(*arguments)` returns; `work` is a function of a module, and what it raises is raised here.

        Raises:
            Busy: too much is waiting already. GaveUp: it took too long, or too much memory.
        """
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            loop = asyncio.get_running_loop()
            good, result = await asyncio.shield(loop.run_in_executor(self._threads, self._do, work, arguments))
        finally:
            self._room.release()
        if not good:
            raise result
        return result

    def _do(self, work: Work, arguments: tuple[Any, ...]) -> tuple[bool, Any]:
        process = getattr(self._own, "process", None)
        if process is None or not process.is_alive():
            process = self._own.process = _Process()
            self._started = [each for each in self._started if each.is_alive()] + [process]
        answer: tuple[bool, Any] | None = process.do(work, arguments, self._seconds)
        if answer is None:
            process.end()
            self._own.process = None
            return False, GaveUp(f"It takes more than {self._seconds} seconds, or too much memory.")
        return answer

    def close(self) -> None:
        """End all; what is waiting is given up."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._started:
            process.kill()


class _Process:
    """One process, and the pipe to it."""

    def __init__(self) -> None:
        # A fresh interpreter: nothing that the server has open is open there.
        context = get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def is_alive(self) -> bool:
        """Whether it can be given work."""
        return self._process.is_alive()

    def do(self, work: Work, arguments: tuple[Any, ...], seconds: float) -> tuple[bool, Any] | None:
        """Whether the work went well, and its result or what it raised; None when it did not come to an end."""
        try:
            self._pipe.send_bytes(pickle.dumps((work, arguments)))
            if self._pipe.poll(seconds):
                answer: tuple[bool, Any] = pickle.loads(self._pipe.recv_bytes())  # noqa: S301 - our own process wrote it
                return answer
        except (EOFError, OSError):
            # It is gone: the machine ended it, or the typesetter did.
            pass
        return None

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()

    def end(self) -> None:
        """End it, and give back what it held."""
        self.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection) -> None:
    """The life of a process: one piece of work after the other, until whoever gave it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ValueError, OSError):
        # Where the machine allows less already, that holds.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, resource.getrlimit(resource.RLIMIT_AS)[1]))
    # Documents are many small objects that live as long as their piece of work: looking for cycles so often is in vain.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    while True:
        try:
            work, arguments = pickle.loads(pipe.recv_bytes())  # noqa: S301 - the server wrote it
        except (EOFError, OSError):
            return
        try:
            answer = True, work(*arguments)
        except MemoryError:
            answer = False, GaveUp("It takes too much memory.")
        except Exception as error:  # noqa: BLE001 - it is raised again where the work was asked for
            answer = False, error
        try:
            sent = pickle.dumps(answer)
        except Exception as error:  # noqa: BLE001 - an exception that can't travel goes as its text
            sent = pickle.dumps((False, RuntimeError(f"{type(answer[1]).__name__}: {error}")))
        pipe.send_bytes(sent)


CREW = Crew()
"""The processes of this server."""
