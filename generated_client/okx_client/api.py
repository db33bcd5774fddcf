"""The generated functions, a module for each operation: `from okx_client.api import cancel_spread_order`."""

from ._generated.api import *  # noqa: F403
from ._generated.api import __all__ as __all__
