"""Brands: business units inside an organization, with looks of their own, sender domains and domains of pages."""
