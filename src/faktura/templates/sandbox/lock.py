"""Closing the doors of a process: afterwards it can reckon, and write to what is open already. Nothing else.

Two walls that don't depend on one another. Limits of the system (POSIX): no file or socket can be opened, no file can
grow, no process can be started, memory and processor time are bounded. And, on Linux, a list of the system calls that
reckoning needs (seccomp); all others fail.
"""

import contextlib
import ctypes
import os
import platform
import resource
import struct
import sys
from dataclasses import dataclass

_NOBODY = 65534

# linux/prctl.h, linux/seccomp.h, linux/audit.h
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC = 1, 1
_ALLOW, _FAIL, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # fail with EPERM
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # BPF: ld word, jeq constant, ret constant
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16  # struct seccomp_data


@dataclass(frozen=True, slots=True)
class _Machine:
    """A kind of processor: its number in audit.h, and the numbers of the system calls (asm/unistd.h)."""

    architecture: int
    seccomp: int
    thread_kill: int
    allowed: tuple[int, ...]


# What reckoning needs: reading and writing what is open, memory, threads that wait for one another, signals, clocks,
# random numbers, and an end. `allowed` has these calls in one order for all machines: first those on
# open files; then the eight for memory and the four for signals; then scheduling, sleeping, clocks, counts,
# ids, futex and its like, random numbers, exit.
_MACHINES = {
    "x86_64": _Machine(
        0xC000003E,
        317,
        234,
        (0, 1, 19, 20, 3, 8, 5, 9, 10, 11, 12, 25, 27, 28, 13, 14, 15, 131, 24, 204, 309, 35, 230, 228, 96, 100, 98, 39,
         186, 202, 273, 334, 324, 219, 318, 60, 231),
    ),
    "aarch64": _Machine(
        0xC00000B7,
        277,
        131,
        (63, 64, 65, 66, 57, 62, 80, 222, 226, 215, 214, 216, 232, 233, 134, 135, 139, 132, 124, 123, 168, 101, 115,
         113, 169, 153, 165, 172, 178, 98, 99, 293, 283, 128, 278, 93, 94),
    ),
}  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


def _filter(machine: _Machine) -> bytes:
    """The program that the kernel runs at each system call (classic BPF)."""
    calls = machine.allowed
    allow = len(calls) + 4  # where the program allows, counted from the first comparison of a number
    return b"".join(
        [
            _instruction(_LOAD, _ARCHITECTURE_AT),
            _instruction(_EQUAL, machine.architecture, if_true=1),
            _instruction(_RETURN, _KILL),
            _instruction(_LOAD, _NUMBER_AT),
            *(_instruction(_EQUAL, call, if_true=allow - place - 1) for place, call in enumerate(calls)),
            # A process may end itself: that is how a fault in it ends.
            _instruction(_EQUAL, machine.thread_kill, if_false=2),
            _instruction(_LOAD, _FIRST_ARGUMENT_AT),
            _instruction(_EQUAL, os.getpid(), if_true=1),
            _instruction(_RETURN, _FAIL),
            _instruction(_RETURN, _ALLOW),
        ]
    )


def _control(option: int, value: int) -> bool:
    return bool(ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) == 0)


def forbid_system_calls() -> bool:
    """Let this process and all of its threads make no other system calls than reckoning needs.

    False where that can't be: another system than Linux, another processor, or one that forbids it.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None or not _control(_PR_SET_NO_NEW_PRIVS, 1):
        return False
    instructions = _filter(machine)
    held = ctypes.create_string_buffer(instructions, len(instructions))
    program = _Program(len(instructions) // 8, ctypes.addressof(held))
    call = ctypes.CDLL(None, use_errno=True).syscall
    done = call(machine.seccomp, _SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC, ctypes.byref(program))
    return bool(done == 0)


def end_with_parent() -> None:
    """Let this process end when the one that started it does (Linux)."""
    if sys.platform == "linux":
        _control(_PR_SET_PDEATHSIG, 9)


def _limit(kind: int, value: int, hard: int | None = None) -> None:
    # Where the machine allows less already, that holds.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, value if hard is None else hard))


def _leave_root() -> None:
    if os.geteuid() == 0:
        # In some containers even root may not: then it stays, behind all other walls.
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)


def limit_resources(cpu_seconds: int, memory_bytes: int) -> None:
    """Bound memory and processor time from now on, and let nothing be opened, started or written to a file."""
    _leave_root()
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + cpu_seconds
    _limit(resource.RLIMIT_CPU, seconds, seconds + 1)  # the first one tells by its signal that it was time
    _limit(resource.RLIMIT_AS, memory_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_NOFILE, 0)


def lock(cpu_seconds: int, memory_bytes: int) -> None:
    """Close all doors. Threads that will be needed run already, and fonts are in memory."""
    if sys.platform == "linux":
        _control(_PR_SET_DUMPABLE, 0)
    limit_resources(cpu_seconds, memory_bytes)
    forbid_system_calls()
