"""What signing up answers."""

from typing import Annotated, Literal

from pydantic import Field

from faktura.model.terms import part


@part
class SignupAnswer:
    """A new account with its first organization. The keys are shown this once."""

    account: Annotated[str, Field(pattern="^acc_")]
    account_key: str
    organization: Annotated[str, Field(pattern="^org_")]
    key: str
    mode: Literal["test"]
