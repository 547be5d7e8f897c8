"""The app that the dashboard is measured against: a slider, a metric and a bar chart on default settings."""

import streamlit as st

images = st.slider("Images per day", 100, 10_000, 1_000, 100)
cost = images * 30 * 0.0422
st.metric("Monthly cost", f"${cost:,.2f}")
st.bar_chart({"cost": [cost * 1.05**month for month in range(12)]})
