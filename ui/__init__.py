"""What pages share: state, controls, drawing."""
