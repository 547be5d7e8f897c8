"""The files of Streamlit's page: what the first figure needs of them, and smaller copies of what is large."""
