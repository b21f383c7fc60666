"""How quick Faktura is, measured against a floor on the same machine in the same run: ``python -m bench [NAME...]``."""
