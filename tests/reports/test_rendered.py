"""LibreOffice opens what we write, and what stands on its pages is what the evidence says."""

import shutil
import subprocess

import pytest
import written_need

import language
from reports.hand_over import hand_over_file
from reports.slides import slides_file
from reports.story import need_story


@pytest.fixture(scope="session")
def office():
    """LibreOffice, where it is there."""
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip("LibreOffice or poppler-utils is not installed")


@pytest.fixture(scope="module")
def pages(tmp_path_factory, office):
    """Name of a file -> the text of its pages."""
    language.use("sv")
    folder, need = tmp_path_factory.mktemp("pdf"), written_need.need()
    (folder / "document.docx").write_bytes(hand_over_file(need, municipality="Exempelby"))
    story = need_story(need, municipality="Exempelby")
    (folder / "slides.pptx").write_bytes(slides_file(story, title=need.title))
    office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    convert = [*office, "--convert-to", "pdf", "--outdir", str(folder)]
    run(*convert, *map(str, folder.glob("*.*x")))
    return {
        name: run("pdftotext", "-layout", str(folder / f"{name}.pdf"), "-")
        for name in ("document", "slides")
    }


def run(*arguments):
    done = subprocess.run(arguments, check=True, capture_output=True, text=True, timeout=180)
    return done.stdout.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_document_is_laid_out_with_its_figures(pages):
    text = pages["document"]
    for told in ("20,0 %", "17,6–22,6 %", "11,7 %", "färre än 5 med utfallet", "fältassistent"):
        assert told in text


def test_the_slides_are_laid_out_with_their_figures(pages):
    text = pages["slides"]
    for told in ("Granfors", "20,0", "10,0", "2019", "Unga i Granfors står utanför"):
        assert told in text
