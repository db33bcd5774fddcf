"""click in two languages: its headings and the mistakes that it finds. What else it may say stays English."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from ..text import Language, Text
from .failures import listed

_SECRET = ("key", "secret", "passphrase", "password")


class Command(click.Command):
    """A command whose help is in the language of its context."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a mistake in them knows the command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how to call it."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        _write_options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help."""
        return _help_option(super().get_help_option(ctx), ctx)


class Group(click.Group):
    """Commands whose help is in the language of their context."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how to call it."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        _write_options(self, ctx, formatter)
        with _section(formatter, Text("Commands:", "命令：").say(_language(ctx))):
            formatter.write_dl([(name, command.short_help or "") for name, command in self.commands.items()])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help."""
        return _help_option(super().get_help_option(ctx), ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise NoCommand(args[0], ctx)
        return super().resolve_command(ctx, args)


class NoCommand(click.UsageError):
    """A word that is no command."""

    def __init__(self, name: str, ctx: click.Context) -> None:
        super().__init__(f"No such command {name!r}.", ctx)
        self.name = name


def words(error: click.ClickException) -> Text:
    """Return what is wrong with a command line, in both languages where click lets us know what it is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    where = context.command_path if context else "okx-client"
    said = _what(error)
    english, chinese = said.en.rstrip("."), said.zh.rstrip("。.")
    stop = Text("" if english.endswith("?") else ".", "" if chinese.endswith("？") else "。")
    return Text(f"{english}{stop.en} See: {where} --help", f"{chinese}{stop.zh}参见：{where} --help")


def _what(error: click.ClickException) -> Text:
    message = error.format_message()
    match error:
        case NoCommand(name=name):
            return Text(f"there is no command {name}", f"没有命令 {name}")
        case click.NoSuchOption():
            return _no_option(error)
        case click.BadOptionUsage(option_name=name) if "not take" in message:
            return Text(f"{name} takes no value", f"选项 {name} 不接受值")
        case click.BadOptionUsage(option_name=name):
            return Text(f"{name} needs a value", f"选项 {name} 需要一个值")
        case _:
            return Text(message, f"命令行有误：{message}")


def _no_option(error: click.NoSuchOption) -> Text:
    name = error.option_name
    if any(word in name.lower() for word in _SECRET):
        return Text(
            f"there is no option {name}: secrets stand in the environment or in a profile, never on a command line, "
            "where others can read them",
            f"没有选项 {name}：API Key、Secret Key 与 Passphrase 只能来自环境变量或配置文件，"
            "不能写在命令行上，以免他人读到",
        )
    near = listed(option for option in error.possibilities or () if option != "--yes")  # nobody drifts into that one
    did_you = Text(f"; did you mean {near.en}?", f"；是否想用 {near.zh}？") if near.en else Text("", "")
    return Text(f"there is no option {name}{did_you.en}", f"没有选项 {name}{did_you.zh}")


def _language(ctx: click.Context) -> Language:
    language: Language = ctx.find_root().obj
    return language


def _write_usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=Text("Usage: ", "用法：").say(_language(ctx)))


@contextmanager
def _section(formatter: click.HelpFormatter, heading: str) -> Iterator[None]:
    formatter.write_paragraph()
    formatter.write(f"{heading}\n")
    with formatter.indentation():
        yield


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    records = [
        parameter.get_help_record(ctx) for parameter in command.get_params(ctx) if isinstance(parameter, click.Option)
    ]
    with _section(formatter, Text("Options:", "选项：").say(_language(ctx))):
        formatter.write_dl([record for record in records if record is not None])


def _help_option(option: click.Option | None, ctx: click.Context) -> click.Option | None:
    if option is not None:
        option.help = Text("Show this text.", "显示本帮助。").say(_language(ctx))
    return option
