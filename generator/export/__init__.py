"""The spec as a plain OpenAPI document in one language, without our `x-` fields, for every other OpenAPI tool."""

from .commands import add_to

__all__ = ["add_to"]
