"""openapi-python-client's own templates, with the few words changed that we cannot live with.

A patch names the exact text that it replaces. When a new version no longer has that text, generating stops and says
so, instead of bringing the old behaviour back unseen.
"""

from __future__ import annotations

import jinja2

from .findings import InputError

_PREFIX = "stock/"

_TAKE = """{% set property_source = 'd.pop("' + (property.name | in_double_quote_literal) + '", UNSET)' %}
"""
_IF_IT_IS_ONE = """\
        {% set kind = {"list": "list", "model": "Mapping"}[property.template.split("_")[0]] %}
        {% if kind and model.additional_properties %}
        {% set it = 'd.get("' + (property.name | in_double_quote_literal) + '")' %}
        {% set property_source = property_source + " if isinstance(" + it + ", " + kind + ") else UNSET" %}
        {% endif %}
"""

# Template: (text, replacement). Reasons: a status such as 520 is no member of HTTPStatus, and would raise ValueError
# after the request was sent; a client without a time-out would wait for ever; a field that OKX left out would show as
# an address in memory, and a copy of it would be no UNSET; and null or {} in place of a list, as refusals were seen to
# have it, would raise TypeError after OKX acted on the request. It stays among a model's additional properties;
# requests have none, and are read strictly.
PATCHES: dict[str, tuple[tuple[str, str], ...]] = {
    "endpoint_module.py.jinja": (
        ("from http import HTTPStatus\n", ""),
        ("HTTPStatus(response.status_code)", "response.status_code"),
    ),
    "model.py.jinja": (
        (_TAKE, _TAKE + _IF_IT_IS_ONE),
        (
            "d = dict(src_dict)\n",
            "d = dict(src_dict){% if model.additional_properties %} if isinstance(src_dict, Mapping) else {}"
            "{% endif %}\n\n",
        ),
    ),
    "property_templates/list_property.py.jinja": (
        ("if _{{ property.python_name }} is not UNSET:", "if not isinstance(_{{ property.python_name }}, Unset):"),
    ),
    "types.py.jinja": (
        ("from http import HTTPStatus\n", ""),
        ("status_code: HTTPStatus\n", "status_code: int\n"),
        (
            "class Unset:\n",
            'class Unset:\n    def __repr__(self) -> str:\n        return "UNSET"\n\n'
            '    def __reduce__(self) -> str:\n        return "UNSET"\n\n',
        ),
    ),
    "client.py.jinja": (
        (
            'field(default=None, kw_only=True, alias="timeout")',
            'field(factory=_time_out, kw_only=True, alias="timeout")',
        ),
        ("import httpx\n", "import httpx\n\n\ndef _time_out() -> httpx.Timeout:\n    return httpx.Timeout(10.0)\n"),
    ),
}


class StockTemplates(jinja2.BaseLoader):
    """Serves each stock template under its own name, and unpatched under `stock/NAME` for those that build on it."""

    def __init__(self) -> None:
        self._stock = jinja2.PackageLoader("openapi_python_client")

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str | None, None]:
        """The text of a template (see `jinja2.BaseLoader`), with its patches.

        Raises:
            InputError: The installed openapi-python-client has no longer the text that a patch replaces.
        """
        name = template.removeprefix(_PREFIX)
        source, filename, _ = self._stock.get_source(environment, name)
        for old, new in PATCHES.get(name, ()):
            if source.count(old) != 1:
                raise InputError(f"{name} of the installed openapi-python-client has changed: `{old.strip()}` is gone")
            source = source.replace(old, new)
        return source, filename, None
