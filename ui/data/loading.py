"""How does whoever may bring a file into the store from the page?

The app itself only reads. The form hands the file to the pipeline as a process of its own, which
previews how it understands the columns, checks every row, and loads all or nothing. What is
replaced in the store is said there, and needs a tick.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

import settings
from language import _, current
from ui.access import roles
from ui.ask import cache
from ui.page import controls, tables

ROOT = Path(__file__).parents[2]
FILE_TYPES = ["csv", "txt", "xlsx", "parquet", "gpkg", "geojson", "zip"]
LONGEST = 900  # seconds that a load may take before the page gives up on it


@dataclass(frozen=True)
class Outcome:
    """What the pipeline said, and whether it was content."""

    text: str
    succeeded: bool


def form() -> None:
    """The form, or how to do without it."""
    if not settings.current().allow_load or cache.role() not in roles.LOADS_FILES:
        told = _(
            "Files are loaded by whoever runs Behovsbild, with 'python -m data_pipeline load "
            "FILE --as people --check'. A form appears here where {variable}=1 is set."
        ).format(variable=settings.variable("allow_load"))
        tables.show(tables.note_html(told))
        return
    kind = controls.choose("slag", _("The file holds"), _kinds(), "people")
    with st.form("load", border=True):
        upload = st.file_uploader(_("File"), type=FILE_TYPES)
        mapping = st.file_uploader(_("Mapping of columns (YAML, if there is one)"), type=["yml"])
        replaces = st.checkbox(_("Replace what the file takes away or changes in the store"))
        with st.container(horizontal=True):
            check = st.form_submit_button(_("Preview and check"))
            load = st.form_submit_button(_("Load"))
    if not (check or load):
        return
    if upload is None:
        st.warning(_("Choose a file first."))
        return
    with tempfile.TemporaryDirectory() as folder:
        file = _kept(Path(folder), upload)
        named = ["--mapping", str(_kept(Path(folder), mapping))] if mapping else []
        named += ["--replace"] if replaces else []
        _preview(file, kind, named) if check else _load(file, kind, named)


def _kinds() -> dict[str, str]:
    return {
        "people": _("people, a row per person and year"),
        "events": _("events"),
        "observations": _("ready-made figures"),
        "areas": _("areas with boundaries"),
    }


def _preview(file: Path, kind: str, named: list[str]) -> None:
    proposed = run("load", str(file), "--as", kind, *named, "--propose-mapping")
    checked = run("load", str(file), "--as", kind, *named, "--check")
    _say(
        checked,
        right=_("Every row can be loaded. Nothing has been changed yet."),
        wrong=_(
            "The file cannot be loaded as it is. Nothing has been changed. If it would replace "
            "something and that is right, tick the box."
        ),
    )
    with st.expander(_("How the columns are understood")):
        st.code(proposed.text, language="yaml")


def _load(file: Path, kind: str, named: list[str]) -> None:
    with st.spinner(_("Loading the file")):
        loaded = run("load", str(file), "--as", kind, *named)
    _say(
        loaded,
        right=_("The file is in the store. Open pages show it at their next click."),
        wrong=_(
            "Nothing was loaded; the store is as it was before. If the file would replace "
            "something and that is right, tick the box."
        ),
    )


def _say(outcome: Outcome, *, right: str, wrong: str) -> None:
    if outcome.succeeded:
        st.success(right)
    else:
        st.error(wrong)
    st.code(outcome.text, language=None, wrap_lines=True)


def run(*arguments: str) -> Outcome:
    """The pipeline's command line with these arguments, in the reader's language."""
    environment = {**os.environ, "BEHOVSBILD_LANGUAGE": current(), "PYTHONPATH": str(ROOT)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "data_pipeline", *arguments],
            capture_output=True,
            text=True,
            timeout=LONGEST,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(_("It took more than {n} seconds.").format(n=LONGEST), succeeded=False)
    text = "\n".join(part for part in (done.stdout.strip(), done.stderr.strip()) if part)
    return Outcome(text, succeeded=done.returncode == 0)


def _kept(folder: Path, upload: object) -> Path:
    """The uploaded file on disk; its own name without any folder in it."""
    file = folder / Path(upload.name).name
    file.write_bytes(upload.getvalue())
    return file
