"""The pages: the buyer's page of a document, and the human reference of the API. They translate, they never decide."""

from faktura.web.routes import page_hosts, pages

__all__ = ["page_hosts", "pages"]
