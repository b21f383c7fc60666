"""The HTTP door: it translates between JSON and the stations' verbs, and decides nothing."""
