"""The pages of people: signing in, invitations, one's own account, and where one is a member."""

from faktura.web.people.routes import people_routes

__all__ = ["people_routes"]
