"""What is said of saving a plan, of the saved one that is open, and of its link and files."""

import datetime as dt
from decimal import Decimal

from pricing.values.exact import EXACT
from pricing.wording.messages import Message, Money, message


def not_saved(changes: str, before: Decimal | None, now: Decimal | None) -> Message:
    """What differs from the saved scenario that is open, and USD a month of both; None without a price."""
    if before is None or now is None:
        return message("Changed here, not saved: {changes}", changes=changes)
    if before == now:
        return message("Changed here, not saved: {changes}. The cost is the same.", changes=changes)
    return message(
        "Changed here, not saved: {changes}. That is {more} a month: {now} instead of {before}.",
        changes=changes,
        more=Money(EXACT.subtract(now, before), signed=True),
        now=Money(now),
        before=Money(before),
    )


SHARE = message("Share")
EXPORT = message("Export")
EXCEL = message("Excel with live formulas")
COMPARE_EXCEL = message("Excel")
PRINT = message("PDF / print")
MEMO = message("Memo for a director")
MEMO_MARKDOWN = message("Memo as Markdown")
MARKDOWN = message("Markdown")
CSV = message("CSV")
CSV_EXCEL = message("CSV for Excel")
CSV_GERMAN = message("CSV for Excel, with semicolons and decimal commas")
SLIDE = message("Picture for a slide")
ASSUMPTIONS_CSV = message("CSV of the assumptions")
JSON = message("JSON")
SHORT_LINK = message("Short link")
LONG_LINK = message("The link that holds the whole plan")
ALWAYS_NEWEST = message("Always the newest")
CHAT_TEXT = message("Text for Slack or Teams")
COPY_LINK = message("Copy the link")
COPY_CHAT_TEXT = message("Copy the text")
SHEETS = message("For Google Sheets")
SHORT_LINK_NAME = message("Name of the short link")
MAKE_SHORT_LINK = message("Make a short link")
SHEETS_ABOUT = message("Google Sheets asks this planner for the lines, so the planner must be on the internet.")
LONG_LINK_ABOUT = message(
    "It holds the whole plan and its price date. Whoever opens it sees these figures, next year too."
)
NEWEST_ABOUT = message("It opens what was saved last. Its figures change when the plan is saved again.")
NOT_COPIED = message("Your browser does not let a page copy. Select the text and copy it.")
TEXT_COPIED = message("\u2713 Text copied")
LINK_COPIED = message("\u2713 Link copied")


def frozen(revision: int) -> Message:
    return message("As it is now (revision {revision})", revision=revision)


def frozen_about(revision: int) -> Message:
    return message("It opens revision {revision}, also when the plan is saved again.", revision=revision)


def suggested_name(subject: str, volume: str) -> Message:
    return message("{subject}, {volume}", subject=subject, volume=volume)


def short_link_of_change(revision: int) -> Message:
    """A button: the plan was changed since it was saved."""
    return message("Save as revision {revision} and make a short link", revision=revision)


def in_a_chat(summary: str, link: str) -> Message:
    return message("{summary}: {link}", summary=summary, link=link)


SAVE = message("Save")
NAME = message("Name")
NOTE = message("Note")
TAGS = message("Tags, with commas between")
WHAT_CHANGED = message("What changed")
SAVE_REVISION = message("Save as a new revision")
OR_ANOTHER = message("or as a scenario of its own:")
MAKE_COPY = message("Make a copy")
RESTORE = message("Restore it")
BACK_TO_SAVED = message("Back to the saved plan")
SIGN_IN = message("Sign in")
SIGN_IN_TO_SAVE = message("Sign in to save: your scenarios are yours alone until you share a link.")
NO_COOKIE = message("Saving needs a cookie, which says whose a scenario is. This browser sends none.")
SAVED = message("Saved. The short link opens it for everybody.")
RESTORED = message("Restored, as it was saved. The short link opens it for everybody.")
COPY_MADE = message("This is your copy now, with a short link of its own.")
NOT_FOUND = message("This link names a saved scenario that cannot be found.")


def yours(name: str, revision: int, newest: int) -> Message:
    return message("{name} is yours, at revision {revision} of {newest}.", name=name, revision=revision, newest=newest)


def saved_revision(revision: int, *, between: bool) -> Message:
    """`between`: somebody saved another one meanwhile."""
    if between:
        return message(
            "Saved as revision {revision}. Another revision came in between; both are in the history.",
            revision=revision,
        )
    return message("Saved as revision {revision}.", revision=revision)


def deleted_since(why: Message, button: Message) -> Message:
    return message("{why} Restore it, or press {button} once more to save it anew.", why=why, button=button)


def save_refused(why: Message) -> Message:
    return message("Not saved. {why}", why=why)


def as_in_the_link(why: Message) -> Message:
    return message("{why} The plan is as the link has it.", why=why)


def open_saved(name: str, revision: int, newest: int, day: dt.date, *, mine: bool) -> Message:
    """What stands above the plan that is saved and open."""
    places: dict[str, str | int | dt.date] = {"name": name, "revision": revision, "newest": newest, "day": day}
    if mine:
        return message("{name} · revision {revision} of {newest}, saved {day} · yours", **places)
    return message("{name} · revision {revision} of {newest}, saved {day} · only its owner may change it", **places)


def earlier(newest: int) -> Message:
    return message("This is an earlier revision. The newest is revision {newest}.", newest=newest)


def open_revision(revision: int) -> Message:
    return message("Open revision {revision}", revision=revision)


def what_changed(text: str) -> Message:
    return message("What changed: {text}", text=text)
