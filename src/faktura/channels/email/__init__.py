"""E-mail: the document as attachments of a mail, handed to the sender's own mail server."""

from faktura.channels.email.addresses import check_address
from faktura.channels.email.sending import send
from faktura.channels.email.settings import check_settings
from faktura.channels.email.texts import compose_data, mail_words
from faktura.sockets import Channel

CHANNEL = Channel(
    name="email", title="E-mail", compose=compose_data, check_recipient=check_address, send=send, words=mail_words
)

__all__ = ["CHANNEL", "check_address", "check_settings"]
