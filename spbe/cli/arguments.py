"""What a command takes: its options as data, read with every fault told as a problem."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from spbe.jobs.scoring import describe_option
from spbe.text.translator import LANGUAGES, Message, Translator, message
from spbe.workbooks.reading import Problem

PROGRAM = "python -m spbe"

Values = Mapping[str, str]
"""What was given on the command line, by option name; what was not given is absent."""


@dataclass(frozen=True, slots=True)
class Option:
    """A named value, or the one without a name that a command takes first (`is_positional`)."""

    name: str
    metavar: str
    help: Message
    is_positional: bool = False
    is_required: bool = False
    short: str | None = None
    choices: tuple[str, ...] = ()
    """The values it may have, the first by default; empty where any will do."""

    @property
    def written(self) -> str:
        return self.metavar if self.is_positional else f"--{self.name}"


LANGUAGE = Option(
    "lang", "id|en", message("Bahasa kalimat dan nama; bawaan id."), choices=tuple(LANGUAGES)
)
FORMAT = Option(
    "format", "text|json", message("Bentuk keluaran; bawaan text."), choices=("text", "json")
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command has to say: a result for `--format json`, the same as text, the exit code."""

    result: Mapping[str, Any]
    text: str
    code: int = 0
    then: Callable[[], int] | None = None
    """What is done after that was said; its code is then the exit code."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it takes, and what it does with it."""

    summary: Message
    options: tuple[Option, ...]
    run: Callable[[Values, Translator], Outcome]
    empty: Mapping[str, Any] = field(default_factory=dict)
    """What its result holds beside the problems where it is refused."""


class Refusal(Exception):  # noqa: N818  # not an error of ours: the input is refused
    """Why a command cannot be carried out, as problems for the user."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


def refuse(kind: str, sentence: Message, found: str | None = None) -> Refusal:
    """Make the refusal of a command for one reason; `kind` is the problem's code."""
    return Refusal(Problem("error", kind, sentence, found=found))


def read_values(command: Command, given: Sequence[str]) -> Values:
    """Read a command's values. Raises Refusal with everything that is wrong with them."""
    found, strange = _parse(command.options, given)
    known = ", ".join(option.written for option in command.options)
    problems = [
        Problem(
            "error",
            "unknown-option",
            message('"{word}" tidak dikenal. Yang ada: {known}.', word=word, known=known),
            found=word,
        )
        for word in strange
    ]
    for option in command.options:
        problems += _find_problems(option, found.get(option.name, []))
    if problems:
        raise Refusal(*problems)
    return {name: values[0] for name, values in found.items()}


def pick(option: Option, given: Sequence[str]) -> str:
    """Find out how to speak before all else is read, for faults must be told that way too."""
    found, _ = _parse([option], given)
    value = found.get(option.name, [""])[-1]
    return value if value in option.choices else option.choices[0]


def read_whole(values: Values, name: str) -> int | None:
    """Read a whole number, None where it was not given. Raises Refusal for anything else."""
    value = values.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) <= 5):
        raise Refusal(describe_option(name, value, message("bilangan bulat")))
    return int(value)


def _find_problems(option: Option, values: list[str]) -> list[Problem]:
    if len(values) > 1 or values == [""]:
        sentence = message("{option} harus disebut sekali dengan satu isi.", option=option.written)
        return [Problem("error", "bad-option", sentence, found=", ".join(values))]
    if not values:
        sentence = message(
            "{option} belum disebut: {help}", option=option.written, help=option.help
        )
        return [Problem("error", "missing-option", sentence)] if option.is_required else []
    if option.choices and values[0] not in option.choices:
        return [describe_option(option.name, values[0], ", ".join(option.choices))]
    return []


class _Parser(argparse.ArgumentParser):
    """argparse with its complaints as problems, so that they too can be told as JSON."""

    def error(self, message: str) -> NoReturn:
        raise refuse("bad-arguments", _say_unreadable(message))


def _say_unreadable(detail: str) -> Message:
    return message("Perintah tidak dapat dibaca: {detail}. Lihat --help.", detail=detail)


def _parse(
    options: Sequence[Option], given: Sequence[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """Collect the values of every option, and the words that belong to none."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    for option in options:
        if option.is_positional:
            parser.add_argument(option.name, nargs="?")
            continue
        flags = [flag for flag in (option.short, f"--{option.name}") if flag]
        # Without `dest` argparse would keep "max-jump" under "max_jump".
        parser.add_argument(*flags, dest=option.name, nargs="?", const="", action="append")
    found, strange = parser.parse_known_args(list(given))
    values = {
        name: value if isinstance(value, list) else [value]
        for name, value in vars(found).items()
        if value is not None
    }
    return values, strange


def describe_program(commands: Mapping[str, Command], text: Translator) -> str:
    """Say which commands there are."""
    lines = [text("Pemakaian: {usage}", usage=f"{PROGRAM} COMMAND …"), ""]
    lines += [f"  {name:<10} {text(command.summary)}" for name, command in commands.items()]
    lines += ["", text("Rincian satu perintah: {usage}", usage=f"{PROGRAM} COMMAND --help")]
    return "\n".join(lines)


def describe_command(name: str, command: Command, text: Translator) -> str:
    """Say what a command does and takes."""
    words = []
    for option in command.options:
        word = option.metavar if option.is_positional else f"--{option.name} {option.metavar}"
        words.append(word if option.is_required else f"[{word}]")
    lines = [text("Pemakaian: {usage}", usage=" ".join([PROGRAM, name, *words])), ""]
    lines += [text(command.summary), ""]
    lines += [f"  {option.written:<14} {text(option.help)}" for option in command.options]
    return "\n".join(lines)
