"""What a page asks for and complains of."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page

SCHEMES_WITHOUT_A_SERVER = {"data", "blob"}


class Witness:
    """What a page asked for and complained of."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def foreign(self, server: str) -> list[str]:
        """Requests to anything but the dashboard's own server."""
        home = urlsplit(server).netloc
        urls = [urlsplit(url) for url in self.requests]
        return [url.geturl() for url in urls if url.scheme not in SCHEMES_WITHOUT_A_SERVER and url.netloc != home]

    def complains_here(self, server: str, *paths: str) -> list[str]:
        """Complaints, but those of addresses that Streamlit looks for below a page, and is told are not there."""
        own = [f"{server}{path}/_stcore/" for path in paths]
        return [text for text in self.complaints if not any(address in text for address in own)]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} {message.location['url']}")
