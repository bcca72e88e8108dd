"""How is a group of one's own saved under a name, used on every page, renamed and deleted?

Nothing is overwritten in silence: a name that is taken is told, and saving over it is a click of
its own. A database that is away takes nothing else from the page.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from analysis.answers import ChoicesQuestion
from language import _
from language.errors import BehovsbildError
from needs.saved_groups import (
    LONGEST_NAME,
    SavedGroup,
    change_group,
    delete_group,
    save_group,
)
from ui.ask import ask, needs, saved_groups
from ui.page import frame
from ui.state import session
from ui.state.group_address import Group

SAID = "group_saved"


def form(key: str, group: Group, *, level: str = "") -> None:
    """A name and a button, and what came of saving. `key` tells this page's form from others.

    level   of the areas that an own area is put together of
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Name of the own area") if level else _("Name of the group"),
            key=f"{key}_name",
            max_chars=LONGEST_NAME,
        )
        st.button(
            _("Save"),
            key=f"{key}_save",
            disabled=not group,
            on_click=_save,
            args=(key, group, level),
        )
    _tell(key, group, level)


def use(group: SavedGroup) -> None:
    """Narrow every page to the group, for callbacks."""
    session.choose_group(saved_groups.of(group))


def kept(
    key: str,
    groups: Sequence[SavedGroup],
    *,
    use: Callable[[SavedGroup], None] = use,
    show: Callable[[SavedGroup], None] | None = None,
) -> None:
    """Saved groups to choose among: use on every page, show here, rename, delete.

    use, show   for callbacks; no `show` where using a group shows it
    """
    if not groups:
        return
    by_id = {group.id: group for group in groups}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Saved groups"),
            list(by_id),
            format_func=lambda number: by_id[number].name,
            filter_mode="contains" if len(by_id) > 12 else None,
            key=f"{key}_kept",
        )
        group = by_id[chosen]
        if group in saved_groups.usable(ask(ChoicesQuestion())):
            st.button(_("Use on every page"), key=f"{key}_use", on_click=use, args=(group,))
        if show:
            st.button(_("Show here"), key=f"{key}_show", on_click=show, args=(group,))
        with st.popover(_("Change")):
            name_key = f"{key}_new_name_{group.id}_{group.version}"
            st.text_input(_("New name"), value=group.name, key=name_key, max_chars=LONGEST_NAME)
            renamed = (key, group, name_key)
            st.button(_("Rename"), key=f"{key}_rename", on_click=_rename, args=renamed)
            st.button(_("Delete"), key=f"{key}_delete", on_click=_delete, args=(key, group))


def _save(key: str, group: Group, level: str) -> None:
    def save() -> str:
        name = session.told_by(f"{key}_name") or ""
        saved = save_group(needs.database(), name, group, level=level, role=needs.role())
        return _("Saved as {name}. It can be chosen on every page.").format(name=saved.name)

    _do(key, save)


def _save_over(key: str, taken: SavedGroup, group: Group, level: str) -> None:
    def save() -> str:
        changed = change_group(
            needs.database(), taken, conditions=group, level=level, role=needs.role()
        )
        return _("Saved over {name}.").format(name=changed.name)

    _do(key, save)


def _rename(key: str, group: SavedGroup, name_key: str) -> None:
    def rename() -> str:
        name = session.told_by(name_key) or ""
        changed = change_group(needs.database(), group, name=name, role=needs.role())
        return _("{old} is now called {name}.").format(old=group.name, name=changed.name)

    _do(key, rename)


def _delete(key: str, group: SavedGroup) -> None:
    def delete() -> str:
        delete_group(needs.database(), group)
        return _("{name} is deleted. Links that hold it go on working.").format(name=group.name)

    _do(key, delete)


def _do(key: str, act: Callable[[], str]) -> None:
    """Run `act` before the page does, and let the page tell what came of it."""
    said: dict[str, object] = {"key": key}
    try:
        said["done"] = act()
    except BehovsbildError as error:
        said |= {"error": str(error), "taken": getattr(error, "taken", None)}
    saved_groups.forget()
    session.note(SAID, said)


def _tell(key: str, group: Group, level: str) -> None:
    said = session.noted(SAID)
    if not said or said["key"] != key:
        return
    session.note(SAID, None)
    if "done" in said:
        st.success(frame.plain(str(said["done"])))
        return
    st.warning(frame.plain(str(said["error"])))
    taken = said["taken"]
    if taken and group:
        st.button(
            _("Save over {name}").format(name=frame.plain(taken.name)),
            key=f"{key}_over",
            on_click=_save_over,
            args=(key, taken, group, level),
        )
