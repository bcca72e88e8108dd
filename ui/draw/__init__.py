"""How is something drawn? Values in, pictures out; nothing here knows Streamlit."""
