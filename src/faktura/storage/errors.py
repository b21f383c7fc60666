"""What can go wrong below the stations: each message is a sentence that says what to do, fit for a terminal."""


class StorageTrouble(Exception):  # noqa: N818 - named by what happened, as every error of the house
    """The data of this installation cannot be reached or used; the message says why, and the way out."""


class HomeUnusable(StorageTrouble):
    """The home folder cannot be made, entered or written."""


class HomeInUse(HomeUnusable):
    """Another process holds the home folder."""


class DatabaseNotStarted(StorageTrouble):
    """The embedded PostgreSQL did not start."""


class DatabaseUnavailable(StorageTrouble):
    """The database cannot be reached, or the login is refused."""


class DatabaseUnsafe(StorageTrouble):
    """The database's role would see the data of every tenant."""


class MigrationRefused(StorageTrouble):
    """The database and the migrations of this version do not fit together."""


class ObjectMissing(StorageTrouble):
    """No object with this hash is kept."""


class ObjectDamaged(StorageTrouble):
    """An object's bytes are no longer those that were kept."""


class Crowded(StorageTrouble):
    """Too many wait for a connection. `of_one` tells whether they are one tenant's own, or the whole process is."""

    def __init__(self, message: str, *, of_one: bool) -> None:
        super().__init__(message)
        self.of_one = of_one
