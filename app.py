"""What `streamlit run app.py` starts: the dashboard and the HTTP routes."""

import streamlit as st

from pages.http import MIDDLEWARE, ROUTES

app = st.App("pages/navigation.py", routes=ROUTES, middleware=MIDDLEWARE)
