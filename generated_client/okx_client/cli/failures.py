"""Why the command ends without a verdict on each order: mostly before it has sent anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

from ..text import Text


@frozen
class Problem:
    """What is wrong in one place, such as `orders.csv:3`, and what to do about it."""

    where: str
    text: Text

    @property
    def line(self) -> Text:
        """The place and what is wrong there."""
        return Text(f"{self.where}: {self.text.en}", f"{self.where}：{self.text.zh}")


class CannotStart(Exception):  # noqa: N818 - named after what happened
    """Nothing was sent, and nothing will be.

    Args:
        text: Why, and what to do.
        problems: Each thing that is wrong, where there may be several.
        status: The exit status.
    """

    def __init__(self, text: Text, problems: Sequence[Problem] = (), status: int = 2) -> None:
        super().__init__(text.en)
        self.text = text
        self.problems = tuple(problems)
        self.status = status


def listed(names: Iterable[str]) -> Text:
    """Return names one after another, as each language separates them."""
    known = tuple(names)
    return Text(", ".join(known), "、".join(known))


INTERRUPTED: Final = Text("interrupted; nothing was sent", "已中断；未发送任何请求")
