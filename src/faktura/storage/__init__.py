"""The database, the object store and the unit of work: the only rooms that speak SQL besides the stations' stores."""
