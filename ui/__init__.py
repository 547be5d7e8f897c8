"""What the pages share: state, controls and drawing."""
