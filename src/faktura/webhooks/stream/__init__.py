"""The stream: every event of a tenant in one order, without a gap that could be filled later."""
