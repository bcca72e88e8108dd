"""How is a need taken home: as Word, as PowerPoint, in the municipality's own template?"""

import streamlit as st

from language import _
from language.errors import BehovsbildError
from needs.need import Need
from reports.example_template import example_template
from reports.hand_over import hand_over_file
from reports.slides import slides_file
from reports.story import need_story
from reports.template import filled_template, template_fields
from ui.ask import needs
from ui.page import frame, tables

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def offer(need: Need) -> None:
    """Buttons for the two files, and the municipality's own template."""
    frame.section(_("Take it home"))
    name = file_name(need)
    municipality = needs.municipality()
    with st.container(horizontal=True, gap="small"):
        _button(
            _("Download Word"),
            lambda: hand_over_file(need, municipality=municipality),
            f"{name}.docx",
            WORD,
        )
        _button(
            _("Download PowerPoint"),
            lambda: slides_file(need_story(need, municipality=municipality), title=need.title),
            f"{name}.pptx",
            SLIDES,
        )
    with st.expander(_("Use the municipality's own Word template")):
        _own_template(need, municipality)


def file_name(need: Need) -> str:
    """The need's title as a name that every system takes."""
    words = "".join(c if c.isalnum() else " " for c in need.title.lower()).split()
    return "_".join(["behovsbild", *words])[:80]


def _own_template(need: Need, municipality: str) -> None:
    told = _("Fields that a template may have: {fields}.").format(
        fields=", ".join(f"{{{{ {name} }}}}" for name in template_fields())
    )
    tables.show(tables.note_html(told))
    _button(_("Download an example"), example_template, "behovsbild_mall.docx", WORD)
    upload = st.file_uploader(_("Template (.docx)"), type=["docx"])
    if upload is None:
        return
    try:
        filled = filled_template(upload.getvalue(), need, municipality=municipality)
    except BehovsbildError as error:
        st.error(frame.plain(str(error)))
        return
    st.download_button(
        _("Download in the template"),
        filled,
        file_name=f"{file_name(need)}_mall.docx",
        mime=WORD,
        on_click="ignore",
    )


def _button(label: str, make: object, name: str, mime: str) -> None:
    st.download_button(
        label,
        tables.when_asked(make),
        file_name=name,
        mime=mime,
        on_click="ignore",
        key=f"file_{name}",
    )
