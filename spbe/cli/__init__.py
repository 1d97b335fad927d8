"""The command line: `python -m spbe COMMAND …`, for scripts and for checking a sheet by hand.

Exit codes: 0 no error, 2 any error in the input or the options (told as a problem), 1 a fault of
our own; `plan` has two of its own.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Sequence

from spbe.cli.arguments import (
    FORMAT,
    LANGUAGE,
    Outcome,
    Refusal,
    describe_command,
    describe_program,
    pick,
    read_values,
    refuse,
)
from spbe.cli.commands import COMMANDS
from spbe.jobs.score_text import format_problem
from spbe.jobs.scoring import build_problems
from spbe.text.translator import Translator, message

_HELP = ("-h", "--help")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; `arguments` are by default those of the process."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    text = Translator(pick(LANGUAGE, given))
    try:
        outcome = _run(given, text)
        is_json = pick(FORMAT, given) == "json"
        said = json.dumps(outcome.result, ensure_ascii=False) if is_json else outcome.text
        sys.stdout.write(said + "\n")
        sys.stdout.flush()
        return outcome.then() if outcome.then else outcome.code
    except BrokenPipeError:  # whoever reads our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        if os.environ.get("SPBE_DEBUG"):
            raise
        sentence = text(
            "Ini kesalahan program, bukan kesalahan berkas Anda ({fault}). Jalankan lagi dengan "
            "SPBE_DEBUG=1 untuk rinciannya.",
            fault=f"{type(fault).__name__}: {fault}",
        )
        sys.stderr.write(sentence + "\n")
        return 1


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page is; a name that is not text stays visible."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(given: Sequence[str], text: Translator) -> Outcome:
    name, rest = (given[0], given[1:]) if given else (_HELP[0], ())
    if name in _HELP:
        return Outcome({"problems": []}, describe_program(COMMANDS, text))
    try:
        if name not in COMMANDS:
            sentence = message(
                'Perintah "{name}" tidak dikenal. Yang ada: {known}.',
                name=name,
                known=", ".join(COMMANDS),
            )
            raise refuse("unknown-command", sentence, name)
        command = COMMANDS[name]
        if any(word in _HELP for word in rest):
            return Outcome({"problems": []}, describe_command(name, command, text))
        return command.run(read_values(command, rest), text)
    except Refusal as refusal:
        said = "\n".join(format_problem(problem, text) for problem in refusal.problems)
        empty = COMMANDS[name].empty if name in COMMANDS else {}
        return Outcome({**empty, "problems": build_problems(refusal.problems, text)}, said, 2)
