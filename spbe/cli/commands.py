"""The commands: what each takes, does and says."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path

from spbe.cli.analyses import COMMANDS as ANALYSES
from spbe.cli.arguments import (
    FORMAT,
    LANGUAGE,
    Command,
    Option,
    Outcome,
    Refusal,
    Values,
    read_whole,
    refuse,
)
from spbe.cli.loading import load_all_instruments
from spbe.cli.peers import COMMANDS as PEERS
from spbe.cli.reports import COMMANDS as REPORTS
from spbe.jobs.first_start import start_store
from spbe.jobs.identity_provider import ProviderError, read_provider, write_secrets
from spbe.jobs.score_text import format_scored_file
from spbe.jobs.scoring import build_result, describe_option, find_answer_problems, score_file
from spbe.model.assessment import STAGES
from spbe.serve import (
    ListenError,
    NoFreePortError,
    describe_address,
    find_free_port,
    read_place,
    run_app,
)
from spbe.store.database import PROJECT_DIRECTORY
from spbe.store.sign_in import invite_first_admin
from spbe.text.translator import Message, Translator, message
from spbe.workbooks.reading import Answers
from spbe.workbooks.template import build_template


def score(values: Values, text: Translator) -> Outcome:
    """Score a file: index, rating and scores of every assessment in it, and every problem."""
    answers = Answers(
        sheet=values.get("sheet"),
        instrument=values.get("instrument"),
        agency=values.get("agency"),
        year=read_whole(values, "year"),
        stage=values.get("stage"),
    )
    file = score_file(Path(values["file"]), load_all_instruments(), answers)
    code = 2 if file.has_errors else 0
    return Outcome(build_result(file, text), format_scored_file(file, text), code)


def template(values: Values, text: Translator) -> Outcome:
    """Write a blank sheet; a file that is there already is left alone, it may be filled in."""
    year, target = read_whole(values, "year"), Path(values["output"])
    instruments = load_all_instruments()
    answers = Answers(instrument=values["instrument"], year=year, stage=values["stage"])
    problems = find_answer_problems(instruments, answers)
    if problems:
        raise Refusal(*problems)
    instrument = instruments[values["instrument"]]
    if year is not None and not instrument.is_valid_year(year):
        years = f"{instrument.first_year}–{instrument.last_year or ''}"
        raise Refusal(describe_option("year", str(year), years))
    columns = [(year, answers.stage)]
    data = build_template(instrument, text.language, values.get("agency"), columns)
    try:
        with target.open("xb") as file:
            file.write(data)
    except FileExistsError:
        sentence = message(
            'Berkas "{path}" sudah ada dan tidak ditimpa. Sebutkan nama lain dengan --output.',
            path=target,
        )
        raise refuse("file-exists", sentence, str(target)) from None
    except OSError:
        sentence = message(
            'Berkas "{path}" tidak dapat ditulis. Periksa folder dan izinnya.', path=target
        )
        raise refuse("file-unwritable", sentence, str(target)) from None
    said = text("Templat tersimpan: {path}", path=target)
    return Outcome({"file": str(target), "problems": []}, said)


def serve(values: Values, text: Translator) -> Outcome:
    """Say the address and serve the app there until it is stopped."""
    listen = os.environ.get("SPBE_LISTEN", "").strip()
    try:
        place = read_place(listen)
    except ListenError as error:
        raise refuse("listen", error.text, listen) from None
    given = read_whole(values, "port")
    wanted = place.port if given is None else given
    if not 1 <= wanted < 2**16:
        raise Refusal(describe_option("port", str(wanted), "1–65535"))
    try:
        port = find_free_port(wanted, place.host)
    except NoFreePortError as error:
        raise refuse("no-free-port", error.text, str(wanted)) from None
    sentences = describe_address(wanted, port, place.seen_host)
    secrets = _write_secrets(port) if listen else None
    if listen:
        address = os.environ.get("SPBE_ADDRESS") or f"http://{place.seen_host}:{port}"
        sentences += _invite_first_admin(address.rstrip("/"))
    said = "\n".join(text(sentence) for sentence in sentences)
    opens = values.get("open") == "yes"
    return Outcome(
        {"port": port, "problems": []},
        said,
        then=lambda: run_app(port, place, secrets, opens=opens),
    )


def _write_secrets(port: int) -> Path | None:
    """Write the settings of a provider of identities for the app; None where there is none."""
    try:
        provider = read_provider(os.environ)
        if provider is None:
            return None
        path = PROJECT_DIRECTORY / "var" / f"sign-in-{port}.toml"
        write_secrets(provider, path)
    except ProviderError as error:
        raise refuse("oidc", error.text) from None
    return path


def _invite_first_admin(address: str) -> list[Message]:
    """Say how the first admin gets in, where nobody is one yet."""
    store = start_store(os.environ.get("SPBE_DATABASE_URL"))
    token = invite_first_admin(store, "SPBE", datetime.datetime.now(datetime.UTC))
    store.close()
    if token is None:
        return []
    return [
        message(
            "Belum ada admin. Buka tautan ini sekali untuk memilih kata sandi: {link}",
            link=f"{address}/?undangan={token}",
        )
    ]


_INSTRUMENT = message("Instrumen, misalnya permenpanrb-59-2020.")
_AGENCY = message("Instansi yang dinilai.")
_YEAR = message("Tahun penilaian.")
_STAGE = message("Tahap: {stages}.", stages=", ".join(STAGES))
_SHARED = (LANGUAGE, FORMAT)

COMMANDS: Mapping[str, Command] = {
    "score": Command(
        message("Hitung indeks dan nilai dari lembar penilaian atau laporan hasil evaluasi."),
        (
            Option(
                "file",
                "FILE",
                message("Lembar kerja atau laporan hasil evaluasi (PDF) yang dibaca."),
                is_positional=True,
                is_required=True,
            ),
            Option("sheet", "S", message("Nama lembar, bila yang dimaksud hanya satu.")),
            Option("instrument", "ID", _INSTRUMENT),
            Option("agency", "A", _AGENCY),
            Option("year", "Y", _YEAR),
            Option("stage", "S", _STAGE),
            *_SHARED,
        ),
        score,
        {"assessments": []},
    ),
    "template": Command(
        message("Buat lembar penilaian kosong dengan rumusnya."),
        (
            Option("instrument", "ID", _INSTRUMENT, is_required=True),
            Option("year", "Y", _YEAR, is_required=True),
            Option("stage", "S", _STAGE, is_required=True),
            Option("agency", "A", _AGENCY),
            Option(
                "output", "FILE", message("Berkas yang ditulis (-o)."), is_required=True, short="-o"
            ),
            *_SHARED,
        ),
        template,
    ),
    **ANALYSES,
    **PEERS,
    **REPORTS,
    "serve": Command(
        message("Jalankan dasbor di komputer ini."),
        (
            Option("port", "N", message("Port pertama yang dicoba; bawaan 8501.")),
            Option(
                "open",
                "no|yes",
                message("Buka peramban begitu dasbor siap; bawaan no."),
                choices=("no", "yes"),
            ),
            *_SHARED,
        ),
        serve,
    ),
}
