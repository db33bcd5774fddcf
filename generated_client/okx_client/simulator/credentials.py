"""Credentials made at random, in the form that OKX gives them, and the variables that carry them."""

import secrets
import string
import uuid

_CLASSES = (string.ascii_uppercase, string.ascii_lowercase, string.digits, "._+")
_PASSPHRASE_LENGTH = 16


def random_api_key() -> str:
    """A UUID."""
    return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))


def random_secret_key() -> str:
    """32 hexadecimal digits in capitals."""
    return secrets.token_hex(16).upper()


def random_passphrase() -> str:
    """Capitals, small letters, digits and special characters, at least one of each.

    Docs: #sub-account-rest-api-create-an-api-key-for-a-sub-account.
    """
    while True:
        passphrase = "".join(secrets.choice("".join(_CLASSES)) for _ in range(_PASSPHRASE_LENGTH))
        if all(any(character in kind for character in passphrase) for kind in _CLASSES):
            return passphrase


def variables(url: str, *, api_key: str, secret_key: str, passphrase: str, demo: bool) -> dict[str, str]:
    """The environment variables by which `OKX.from_env()` and `okx-client` reach an exchange."""
    return {
        "OKX_API_KEY": api_key,
        "OKX_SECRET_KEY": secret_key,
        "OKX_PASSPHRASE": passphrase,
        "OKX_DEMO": "1" if demo else "0",
        "OKX_BASE_URL": url,
    }
