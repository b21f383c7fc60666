"""Lanes: what waits for one endpoint, sent in order for each object, by one worker at a time."""
