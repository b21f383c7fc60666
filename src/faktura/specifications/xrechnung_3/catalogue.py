"""What is said of XRechnung's rules, of both syntaxes."""

import functools

from faktura.checks import RuleText, catalogue_of, texts_of


@functools.cache
def catalogue() -> dict[str, RuleText]:
    """Id -> text, of the rules on the model and of those on elements only."""
    # The rules on the model are not loaded before a text is asked for.
    from faktura.specifications.xrechnung_3.own import OWN_RULES

    return {**texts_of(OWN_RULES), **catalogue_of("faktura.specifications.xrechnung_3", "rules.toml")}
