"""What the planner's log is spared: whatever a stranger sends costs one line, not a stack trace."""

import logging

_LOGGERS = ("streamlit.web.server.starlette.starlette_websocket", "uvicorn.error")
_GARBAGE = ("Error deserializing back message", "Invalid UTF-8 sequence received from client")


class _OneLine(logging.Filter):
    """Leave out where in a library a message from outside turned out to be garbage."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.getMessage().startswith(_GARBAGE):
            record.exc_info = record.exc_text = None
        return True


def keep_short() -> None:
    """Apply it to the loggers of the libraries that read what comes from outside."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_OneLine())
