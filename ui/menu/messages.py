"""What the menu says beside the names of the pages."""

from collections.abc import Mapping

from pricing.wording.messages import Message, message

OF_STREAMLIT: Mapping[str, Message] = {
    "Skip to main content": message("Skip to main content"),
    "Upload": message("Upload"),
    "file upload": message("file upload"),
    "{}MB per file": message("{size}MB per file", size="{}"),
    "Drag and drop files here": message("Drag and drop files here"),
    "Open": message("Open"),
    "Clear all": message("Clear all"),
    "Remove {}": message("Remove {name}", name="{}"),
    "Selected values": message("Selected values"),
    "Choose an option": message("Choose an option"),
    "Choose options": message("Choose options"),
    "Choose or add an option": message("Choose or add an option"),
    "Choose date": message("Choose date"),
}
"""Words of Streamlit's own controls, which no setting translates, as it writes them: `{}` for what differs."""


def pages() -> Message:
    return message("Pages")


def cost_a_month(amount: str) -> Message:
    return message("{amount} a month", amount=amount)


def language() -> Message:
    return message("Language")
