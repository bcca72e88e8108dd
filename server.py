"""How is the app served? `streamlit run server.py` runs app.py with what its pages' HTML needs."""

import streamlit as st

from ui.page import server

server.require_right_settings()
app = st.App(
    "app.py",
    middleware=server.MIDDLEWARE,
    lifespan=server.warm,
    on_script_error=server.say_what_happened,
)
