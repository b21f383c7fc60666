"""Makes the clients from the API's description: one reading of it, and a writer for each language."""
