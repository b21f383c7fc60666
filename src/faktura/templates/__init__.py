"""Templates of an organization: how its PDF and its mail look, as far as the law leaves that to it."""
