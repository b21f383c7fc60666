"""The program between us and PostgreSQL: takes on an unprivileged account, then becomes the PostgreSQL program.

It runs as a process of its own (``python -I -S launcher.py ORDER``) and knows nothing but the standard library,
because code between fork and exec must not run in a process with threads. ``ORDER`` is JSON, see `Order`.

Root, and a folder above that is closed
    PostgreSQL refuses to run as root, so root gives its programs to an unprivileged account. That account may be
    unable to reach the data or the programs although both are open to it, because some folder above them is 0700:
    a virtual environment in root's own folder, a home in a private one. Opening that folder to everybody would be a
    breach that outlives us. Instead the one capability that passes closed folders is kept across the change of
    account: CAP_DAC_READ_SEARCH or, where a container withholds that one, CAP_DAC_OVERRIDE. It is kept only when a
    try without it failed. capabilities(7), prctl(2).
"""

import ctypes
import json
import os
import stat
import sys
from typing import TypedDict

CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
CAP_SETPCAP = 8

# Written first on standard error, so that the caller can tell our sentences from PostgreSQL's.
UNREACHABLE = "faktura: unreachable: "

_PR_SET_PDEATHSIG = 1
_PR_SET_KEEPCAPS = 8
_PR_SET_SECUREBITS = 28
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_RAISE = 2
_SECBIT_NO_SETUID_FIXUP = 1 << 2
_CAPABILITY_VERSION_3 = 0x20080522


class Order(TypedDict):
    """What to become.

    `arguments` start with the program's absolute path. `account` is (uid, gid), or None to stay who we are.
    `read` and `write` are folders that the account must be able to read, and to read and write. `parent` is the
    process that must still live; when it ends, the kernel sends us the signal `at_its_end`.
    """

    arguments: list[str]
    environment: dict[str, str]
    account: tuple[int, int] | None
    read: list[str]
    write: list[str]
    parent: int
    at_its_end: int


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    # Two of them: capabilities 0 to 31, and 32 to 63.
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def main() -> None:
    """Carry out the order; returns only by exec or exit."""
    order: Order = json.loads(sys.argv[1])
    if order["account"] is not None:
        _become(*order["account"], order)
    os.umask(0o077)
    if sys.platform == "linux":
        # After the change of account, which would reset it.
        _prctl(_PR_SET_PDEATHSIG, order["at_its_end"])
        if os.getppid() != order["parent"]:
            sys.exit(1)  # the parent went before the line above
    os.execve(order["arguments"][0], order["arguments"], order["environment"])  # noqa: S606 - that is the purpose


def _become(uid: int, gid: int, order: Order) -> None:
    linux = sys.platform == "linux"
    if linux:
        _prctl(_PR_SET_KEEPCAPS, 1)  # what is permitted survives setuid; nothing is in effect until asked for
    try:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    except OSError as error:
        _refuse(f"this process may not change to user {uid} ({error.strerror})")
    missing = _missing(order)
    if not linux:
        if missing:
            _refuse(missing)
        return
    if not missing:
        _set_capabilities(effective=(), permitted=())
    else:
        _keep_passage(order, missing)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def _keep_passage(order: Order, missing: str) -> None:
    """Keep the first capability with which everything can be reached, for us and for what we become."""
    permitted = _permitted()
    for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):
        if not {capability, CAP_SETPCAP} <= permitted:
            continue
        _set_capabilities(effective=(capability, CAP_SETPCAP), permitted=permitted)
        # access(2) leaves capabilities out of account for everyone but root unless this bit is set, and
        # PostgreSQL asks access(2) whether its own programs are there.
        _prctl(_PR_SET_SECUREBITS, _SECBIT_NO_SETUID_FIXUP)
        missing = _missing(order)
        if not missing:
            _set_capabilities(effective=(capability,), permitted=(capability,), inheritable=(capability,))
            _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability)
            return
    _refuse(missing)


def _missing(order: Order) -> str:
    """The first thing that is out of reach; "" when everything is within."""
    try:
        os.stat(order["arguments"][0])  # noqa: PTH116 - no pathlib: this program starts on every start of PostgreSQL
        for folder in (*order["read"], *order["write"]):
            os.listdir(folder)  # noqa: PTH208 - as above
        for folder in order["write"]:
            # Asked of the owner's bits, because a capability answers yes to every question about rights.
            facts = os.stat(folder)  # noqa: PTH116 - as above
            if facts.st_uid != os.getuid() or not facts.st_mode & stat.S_IWUSR:
                return f"{folder} does not belong to user {os.getuid()}"
    except OSError as error:
        return f"user {os.getuid()} cannot reach {error.filename} ({error.strerror})"
    if not os.access(order["arguments"][0], os.X_OK):
        return f"user {os.getuid()} cannot run {order['arguments'][0]}"
    return ""


def _refuse(why: str) -> None:
    sys.stderr.write(f"{UNREACHABLE}{why}\n")
    sys.exit(1)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, *values: int) -> None:
    # prctl(2) demands zeros in what an option does not use, each as wide as a long.
    padded = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    if _libc().prctl(option, *padded) != 0:
        _refuse(f"prctl {option} failed ({os.strerror(ctypes.get_errno())})")


def _permitted() -> set[int]:
    data = (_Data * 2)()
    if _libc().capget(ctypes.byref(_Header(_CAPABILITY_VERSION_3, 0)), data) != 0:
        return set()
    return {number for number in range(32) if data[0].permitted >> number & 1}


def _set_capabilities(
    *,
    effective: tuple[int, ...] | set[int],
    permitted: tuple[int, ...] | set[int],
    inheritable: tuple[int, ...] | set[int] = (),
) -> None:
    data = (_Data * 2)()
    for number in effective:
        data[0].effective |= 1 << number
    for number in permitted:
        data[0].permitted |= 1 << number
    for number in inheritable:
        data[0].inheritable |= 1 << number
    if _libc().capset(ctypes.byref(_Header(_CAPABILITY_VERSION_3, 0)), data) != 0:
        _refuse(f"capset failed ({os.strerror(ctypes.get_errno())})")


if __name__ == "__main__":
    main()
