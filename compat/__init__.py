"""All that reaches into the insides of Streamlit and uvicorn."""
