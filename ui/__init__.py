"""Everything that knows Streamlit, and everything drawn."""
