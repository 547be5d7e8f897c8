"""Controls, dialogs and blocks that a person uses."""
