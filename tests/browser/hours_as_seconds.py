"""Starts streamlit with log-ins that last as many seconds as the policy says hours."""

import sys
from datetime import timedelta

from streamlit.web import cli

from ui.access import login

login.timedelta = lambda *, hours: timedelta(seconds=hours)

if __name__ == "__main__":
    sys.exit(cli.main())
