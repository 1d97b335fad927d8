"""Tables to Plotly figures; every title is the finding."""
