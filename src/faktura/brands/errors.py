"""What brands and domains refuse."""

from faktura.errors import Invalid, NotFound, Refusal


class BrandNotFound(NotFound):
    """No such brand in this organization."""

    code = "brand_not_found"
    title = "There is no such brand."


class BrandInvalid(Invalid):
    """The brand's data is wrong."""

    code = "brand_invalid"
    title = "The brand's data is not right."


class DomainNotFound(NotFound):
    """No such domain in this organization."""

    code = "domain_not_found"
    title = "There is no such domain."


class DomainInvalid(Invalid):
    """The name is not that of a domain that can be used."""

    code = "domain_invalid"
    title = "The domain can't be used."


class DomainTaken(Refusal):
    """The organization has the domain already."""

    code = "domain_taken"
    title = "The domain is there already."
