"""What OKX's docs say about each operation: limits, batch sizes, ids, permission, hosts; generated from the spec."""

from ._generated.operations import *  # noqa: F403
