"""Peppol International Invoicing (PINT): what is the same in all jurisdictions that have a PINT Billing of their own.

No specification by itself: jurisdictions (`pint_sg`, `pint_jp`, ...) put their rules beside the shared ones.
"""
