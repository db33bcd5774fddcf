# Made by `python -m generator generate` from the spec. Do not edit: this folder is replaced whole.
# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。

"""The typed client for OKX's cancel endpoints, generated whole from the spec.

由规范整体生成的 OKX 撤单接口类型化客户端。
"""

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from . import api
    from .client import AuthenticatedClient, Client

SPEC_SHA256: Final = "765c202debec0c2321f3455879a9c39a7f149bd569765f2efc11204d13783c27"
"""A hash of what the spec said when this was generated; comments in the spec do not count.
生成时规范内容的哈希值；规范中的注释不计入。"""

GENERATED_WITH: Final = "openapi-python-client 0.29.1, ruff 0.17.5"
"""The tools that made this folder, and their versions.
生成本目录所用的工具及其版本。"""

__all__ = ("GENERATED_WITH", "SPEC_SHA256", "AuthenticatedClient", "Client")

if not TYPE_CHECKING:  # a type checker would take any name for one of these

    def __getattr__(name: str) -> Any:
        """Import what needs httpx only when it is asked for; the models and tables do without.

        需要 httpx 的部分在首次使用时才导入；模型与各表无需 httpx。
        """
        from importlib import import_module

        if name == "api":
            return import_module(".api", __name__)
        if name in __all__:
            return getattr(import_module(".client", __name__), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
