"""The door for agents (Model Context Protocol): the operations of the API as tools, its files as resources."""

from faktura.mcp.door import Door, open_door

__all__ = ["Door", "open_door"]
