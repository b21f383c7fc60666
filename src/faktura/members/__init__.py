"""People: members of organizations and accounts, their roles, invitations, ways to sign in, and sessions."""
