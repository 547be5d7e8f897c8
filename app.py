"""What `streamlit run app.py` starts: the dashboard and the HTTP routes."""

import streamlit as st

from pages import routes

app = st.App("pages/navigation.py", routes=routes.ROUTES)
