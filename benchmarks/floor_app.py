"""The least a dashboard can be: one selectbox and one Plotly chart. Floor of `browser.py`."""

import plotly.graph_objects as go
import streamlit as st

year = st.selectbox("Tahun", [2023, 2024])
figure = go.Figure(go.Scatter(x=[1, 2, 3, 4], y=[3, 1, year - 2021, 4]))
st.plotly_chart(figure, key="chart")
