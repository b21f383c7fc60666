"""Why a document can't be drawn. What is said of a seller's branding says what to change."""


class BrandingError(ValueError):
    """A logo or a colour that no document can be drawn with; the message is for the person who uploaded it."""

    code = "branding_refused"


class LogoError(BrandingError):
    """The logo is not a sound, safe picture within the limits."""

    code = "logo_refused"


class ColourError(BrandingError):
    """The colour is not written ``#rrggbb``."""

    code = "colour_refused"


class TypesettingError(RuntimeError):
    """The typesetter refuses a page; the message is its own, for developers."""
