"""The command line itself, built in the language that it is to speak, and read into a `Request`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from io import StringIO
from typing import Any, get_args

import click
from attrs import frozen

from .. import addresses
from .._generated import SPEC_SHA256
from .._generated.operations import Region
from .._version import __version__
from ..errors import ConfigurationError
from ..text import VARIABLE, Language, Text, language_named
from . import help_texts as texts
from .failures import CannotStart
from .kinds import ALGO, SPREAD, Kind
from .language import OPTION
from .order_files import STANDARD_INPUT
from .usage import Command, Group, words

_NAME = "okx-client"


@frozen
class Request:
    """What a command line asks for."""

    kind: Kind
    named: tuple[str, ...]
    client_ids: tuple[str, ...]
    files: tuple[str, ...]
    dry_run: bool
    yes: bool
    profile: str | None
    base_url: str | None
    region: Region | None


def parse(arguments: Sequence[str], language: Language) -> Request | str:
    """Return what a command line asks for; where that is help or the version, their text.

    Raises:
        CannotStart: It cannot be understood.
    """
    printed = StringIO()
    try:
        with redirect_stdout(printed):
            asked = build(language).main(list(arguments), _NAME, standalone_mode=False, obj=language)
    except click.ClickException as error:
        raise CannotStart(words(error)) from None
    if not isinstance(asked, tuple):
        return printed.getvalue().rstrip("\n")
    kind, values = asked
    for option, value in _given(values):
        _check(option, value)
    spoken, region, _ = values.pop("lang"), values.pop("region"), values.pop("as_json")
    if spoken is not None and language_named(spoken) is None:
        raise CannotStart(Text(f"{OPTION} has to be en or zh", f"{OPTION} 必须是 en 或 zh"))
    try:
        checked = None if region is None else addresses.checked_region(region)
    except ConfigurationError as error:
        raise CannotStart(Text(f"--{error.text.en}", f"--{error.text.zh}")) from None
    try:
        addresses.host_of("global", values["base_url"], "--base-url")
    except ConfigurationError as error:
        raise CannotStart(error.text) from None
    return Request(kind=kind, region=checked, **values)


def _given(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each option that takes a value, with its value; orders that are named without one, too."""
    many = {"named": "", "client_ids": "--client-id", "files": "--file"}
    yield from ((option, value) for name, option in many.items() for value in values[name])
    for name in ("profile", "region", "base_url", "lang"):
        if values[name] is not None:
            yield f"--{name.replace('_', '-')}", values[name]


def _check(option: str, value: str) -> None:
    """Refuse what a shell makes of `--client-id $ID --dry-run` and `--profile "$P"` where the variable is not set."""
    if option and not value.strip():
        raise CannotStart(Text(f"{option} needs a value, and it is empty", f"{option} 的值为空，请填写"))
    if value.startswith("-") and (option, value) != ("--file", STANDARD_INPUT):
        before = Text(f"{option} needs a value, and", f"{option} 需要一个值，而") if option else Text("", "")
        raise CannotStart(
            Text(f"{before.en} {value} looks like an option".strip(), f"{before.zh} {value} 看起来是一个选项".strip())
        )


def build(language: Language) -> click.Group:
    """Return the command line in a language."""

    def say(text: Text) -> str:
        return text.say(language)

    def group(name: str, help_text: Text, short: Text, commands: Sequence[click.Command]) -> Group:
        return Group(
            name,
            commands={str(command.name): command for command in commands},
            help=say(help_text),
            short_help=say(short),
            invoke_without_command=True,
            callback=click.pass_context(_needs_command),
            subcommand_metavar=say(Text("COMMAND …", "命令 …")),
            options_metavar=say(texts.OPTIONS),
        )

    cancel = group("cancel", texts.CANCEL, texts.CANCEL_SHORT, [_cancel(kind, language) for kind in (SPREAD, ALGO)])
    root = group(_NAME, texts.ROOT, texts.ROOT_SHORT, [cancel])
    root.params.append(
        click.Option(
            ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=_version, help=say(texts.VERSION)
        )
    )
    root.params.append(_language_option(language, expose=False))
    cancel.params.append(_language_option(language, expose=False))
    return root


def _cancel(kind: Kind, language: Language) -> Command:
    def say(text: Text) -> str:
        return text.say(language)

    own, client = texts.METAVARS[kind.word]
    flag = {"is_flag": True}
    many: dict[str, Any] = {"multiple": True}

    def asked(**values: Any) -> tuple[Kind, dict[str, Any]]:
        return kind, values

    return Command(
        kind.word,
        callback=asked,
        help=say(texts.COMMANDS[kind.word]) + "\n\n" + say(texts.BELOW),
        short_help=say(texts.SHORT[kind.word]),
        options_metavar=say(texts.OPTIONS),
        params=[
            click.Argument(["named"], nargs=-1, metavar=f"[{own}]…"),
            click.Option(["--client-id", "client_ids"], metavar=client, help=say(texts.CLIENT_ID), **many),
            click.Option(["--file", "files"], metavar="FILE", help=say(texts.FILE), **many),
            click.Option(["--dry-run"], help=say(texts.DRY_RUN), **flag),
            click.Option(["--yes"], help=say(texts.YES), **flag),
            click.Option(["--json", "as_json"], help=say(texts.JSON), **flag),
            click.Option(["--profile"], metavar="NAME", help=say(texts.PROFILE)),
            click.Option(["--region"], metavar="|".join(get_args(Region)), help=say(texts.REGION)),
            click.Option(["--base-url"], metavar="URL", help=say(texts.BASE_URL)),
            _language_option(language),
        ],
    )


def _language_option(language: Language, *, expose: bool = True) -> click.Option:
    help_text = Text(f"Language. Default: {VARIABLE}, else English.", f"语言。默认取 {VARIABLE}，否则为英文。")
    return click.Option([OPTION], metavar="en|zh", expose_value=expose, help=help_text.say(language))


def _needs_command(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        raise CannotStart(texts.NO_COMMAND)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        sys.stdout.write(f"{_NAME} {__version__} (spec sha256 {SPEC_SHA256})\n")
        ctx.exit()
