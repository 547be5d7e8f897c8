"""Controls, dialogs, and groups of controls."""
