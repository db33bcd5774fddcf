"""The report of a bulk call travels on whatever interrupts it; `CancelReport.of` finds it there."""

from __future__ import annotations

from ..report import CancelReport


def carries(error: BaseException) -> bool:
    """Whether a report travels on an exception already, such as that of an inner call."""
    return isinstance(getattr(error, "report", None), CancelReport)


def carry(error: BaseException, report: CancelReport) -> None:
    """Put a report on an exception."""
    # An exception class of the caller's may forbid new attributes; the report must not be lost to that.
    BaseException.__setattr__(error, "report", report)
