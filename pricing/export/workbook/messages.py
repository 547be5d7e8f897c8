"""The texts of a workbook: names of sheets, headings of columns, labels of rows, and words in cells."""

import datetime as dt
from collections.abc import Mapping, Sequence

from pricing.scenario.events import Effect
from pricing.scenario.labels.messages import COMPONENTS
from pricing.wording.messages import CurrencyCode, Items, Message, message

# Sheets. A spreadsheet takes 31 characters.

SUMMARY, ASSUMPTIONS, RANGES, EVENTS = message("Summary"), message("Assumptions"), message("Ranges"), message("Events")
LINES, FORECAST, MONTHS_SHEET = message("Lines"), message("Forecast"), message("Months")
ACTUAL, BILLED_BY_MODEL, SOURCES = message("Actual"), message("Billed by model"), message("Sources")

# Heads of columns, labels of rows, and notes.

BILLED = message("Billed, {currency}", currency=CurrencyCode())
COMPONENT = message("Component")
TIER = message("Quality level")
SIZE = message("Size")
PROCESSING = message("Processing")
SHARE_OF_GENERATIONS = message("Share of generations")
GENERATIONS_A_DAY = message("Generations per day")
UNITS_EACH = message("Units each")
UNITS_A_GENERATION = message("Units per generation")
QUANTITY_A_DAY = message("Quantity per day")
UNIT = message("Unit")
RATE = message("Rate")
RATE_UNIT = message("Rate unit")
UNITS_THE_RATE_PAYS = message("Units the rate pays")
PRICE_OF_A_CREDIT = message("Price of a credit")
COST_A_UNIT = message("Cost per unit")
COST_AN_IMAGE = message("Cost per image")
COST_A_DAY = message("Cost per day")
SOURCE = message("Source")
READ_ON = message("Read on")
HOW_IT_WAS_READ = message("How it was read")
IN_THE_PLAN = message("In the plan")
EVERYTHING, ANY_SIZE = message("everything"), message("any")
SHARE = message("Share of the cost")
WHY = message("Why")
NUMBER = message("Number")
MONTH = message("Month")
IMAGES_BEFORE_ROUNDING = message("Images before rounding")
IMAGES = message("Images")
SWITCH_NO = message("Switch, No.")
COST = message("Cost")
SOLD = message("Sold")
BUDGET = message("Budget")
OVER_BUDGET = message("Over budget")
THE_TEAMS_OWN_COSTS = message("The team's own costs")
COST_OF_WHAT_IS_SOLD = message("Cost of what is sold")
ALL_ARE_SOLD = message("All are sold")
NO = message("No.")
FIRST_MONTH = message("First month")
LAST_MONTH = message("Last month")
WORKLOAD = message("Workload")
WHAT, NUMBER_OF_WHAT = message("What"), message("What, by number")
PERCENT = message("Percent")
PAID_ONCE = message("Paid once")
TO_MODEL = message("To model")
FIRST_DAY_WITHOUT_IT = message("First day without it")
LEVER = message("Value")
LOW = message("Low")
AS_PLANNED = message("As planned")
HIGH = message("High")
COUNTS = message("Counts")
VALUE = message("Value")
DAYS_WITH_FIGURES = message("Days with figures")
DAYS_OF_THE_MONTH = message("Days of the month")
PLANNED = message("Planned")
PLANNED_FOR_THESE_DAYS = message("Planned for these days")
ABOVE_THE_PLAN = message("Above the plan")
EXPECTED = message("Expected")
MODEL = message("Model")
WHAT_WAS_COUNTED = message("What was counted")
QUANTITY = message("Quantity")
CURRENCY = message("Currency")
IMAGES_A_MONTH = message("Images per month")
COST_A_MONTH = message("Cost per month")
MONTHS_SOLD = message("Months sold")
WHY_NOT_PRICED = message("Why not priced")
COST_A_MONTH_AT_LEAST = message("Cost per month at least")
WITHOUT_A_PRICE = message("Without a price")
COST_OF_EVERY_MONTH = message("Cost of every month")
MONTHS = message("Months")
FIRST_MONTH_OVER_BUDGET = message("First month over budget")
SHARES = message("All shares add up to 100%?")
TERMS = message("Terms")
VOLUME = message("Volume")
QUALITY = message("Quality")
SIZE_IN_PIXELS = message("Size in pixels")
EACH_IMAGE = message("Each image")
FIXED_IN_THIS_WORKBOOK = message("Fixed in this workbook")
THE_FIRST_DAY_OF_IT = message("Its first day.")
THE_CHART_SHOWS_THE_MONTHS_THIS = message("The chart shows the months for which this workbook was made.")
MAY_STAY_EMPTY = message("May stay empty.")
ON_AVERAGE = message("On average.")
OF_IMAGES_THAT_ARE_NOT_SENT = message("It counts images that are not sent as a batch.")
GIVEN_OUT_BESIDE_THE_IMAGE = message("Given out beside the image.")
OF_THE_DELIVERED_IMAGES = message("Of the delivered images.")
ALL_WORKLOADS, FIELD, TAKES, NOTE = message("All workloads"), message("Field"), message("Accepted"), message("Note")
TEAM, VENDOR, TOTAL = message("Team"), message("Vendor"), message("Total")
NOT_PRICED_HEAD = message("Not priced")
SOLD_COST, SOLD_COST_OF_SEVERAL = message("Cost of the months it is sold"), message("Cost of what can be bought")
MONTHS_IT_IS_SOLD, WHAT_CAN_BE_BOUGHT = message("Months it is sold"), message("What can be bought")
EVERY_MONTH, ALL_MONTHS = message("Every month"), message("All months")
MONTHS_OF_WORKLOADS = message("Months of each workload")
HIGH_QUALITY = message("High quality")
COST_BY_WORKLOAD = message("Cost per month by workload")
NOTHING = message("Nothing.")
TO_KNOW = message("To know about the plan as it was exported")
TO_DECIDE = message("To decide about the plan as it was exported")
THE_PLAN = message("The plan as it was exported")
THE_PLAN_AFTER_ADDRESS = message("The plan as it was exported: put this after the address of the planner")
SHARES_OF_QUALITY, SHARES_OF_SIZES = message("Quality shares add up to 100%?"), message("Size shares add up to 100%?")
SHARES_SHORT = message("Shares do not add up to 100%: see Assumptions")
RATE_OF_YOURS = message("A rate of your own.")
PRICES_OF, RATE_CAN_CHANGE = message("Prices of"), message("A rate can be changed on the sheet Lines.")
DECIDES_TOKENS = message("Decides the tokens per reference on the sheet Lines.")
FIRST_DAY_WITHOUT, NOT_KNOWN = message("First day without the model"), message("not known")
UNSOLD_FROM = message("Months that begin on it or later are not sold.")
SOURCE_TITLE, ADDRESS, USED_FOR, WORKLOADS = (
    message("Source"),
    message("Address"),
    message("Used for"),
    message("Workloads"),
)
NOT_ON_THE_WEB = message("not on the web")
OF_A_CREDIT, OF_AN_IMAGE = message("price of a credit"), message("tokens or units per image")
OF_A_REFERENCE, OF_A_LIFE = message("tokens or units per reference image"), message("when the model can be bought")
BILLED_AND_USED = message("Billed and used by model")
SUMS_NOTE = message("Monthly sums of what was brought in. Leftover rows are in none.")
LEVEL = message("Billed so far, as a multiple of what was planned for the same days")
ABOVE_THE_BUDGET = message("Above the budget of these months, the team's own costs counted")
FORECAST_NOTE = message(
    "Every month at the same rates, changed by the sheet Events alone. Images are rounded to whole ones, halves to the "
    "even number. Sold: the model can be bought on the first day of the month."
)
RANGES_NOTE = message(
    "1 case of 10 lies below the low and 1 above the high. Choose in the column Counts which of the "
    "three the other sheets use. Change one value alone, and the first sheet shows what it does to the "
    "bill."
)
BILLED_NOTE = message(
    "Vendors' charges, without the team's own costs. A month of which only some days are billed is "
    "expected to go on at its own pace. A month without a bill is expected to be the plan times the "
    "multiple above. Type in what is billed next."
)
EVENTS_NOTE = message(
    "A row for each change, in the order of the months: the last switch of model that holds counts, the others "
    "multiply. Without a last month it holds to the end. A switch needs the cost of an image on the other model."
)
EVENTS_NOTE_OF_SEVERAL = message(
    "A row for each change, in the order of the months: the last switch of model that holds counts, the others "
    "multiply. Without a last month it holds to the end, without a workload's number it is about all. A switch needs "
    "the cost of an image on the other model."
)

# Words that are results of formulas. No formula compares one: a result that another formula reads is a number, which a
# format shows as a word, or the position of a word in a list.

CELL_WORDS = {
    "not priced": message("not priced"),
    "no images": message("no images"),
    "no budget": message("no budget"),
    "none": message("none"),
    "none: each has a price": message("none: each has a price"),
}
"""Word in the formulas of the code -> its message."""
YES, NO_WORD, OVER = message("yes"), message("no"), message("over")
RANGE_CASES = (message("as planned"), message("low"), message("high"))
"""The choices of a range, in the order that the formulas use."""
EVENT_KINDS: Mapping[Effect, Message] = {
    "price": message("price"),
    "images": message("volume"),
    "model": message("model"),
    "once": message("once"),
}
"""The kinds of events, in the order that the formulas use."""


def page_of(page: str, pages: str) -> Message:
    """At the foot of a printed sheet."""
    return message("Page {page} of {pages}", page=page, pages=pages)


def adds_up_to(share: str) -> Message:
    return message("Adds up to {share}, not 100%", share=share)


def several_workloads(number: int) -> Message:
    return message("{number} workloads", number=number)


def title(plan: str) -> Message:
    return message("{plan}: what the images cost", plan=plan)


def file_title(plan: str) -> Message:
    return message("Image costs: {plan}", plan=plan)


def at_the_prices(prices: str, currency: str) -> Message:
    return message("At the prices of {prices}, in {currency}, without tax.", prices=prices, currency=currency)


def not_sold(since: dt.date) -> Message:
    return message("It has not been sold since {since}: these are its last prices.", since=since)


def kind_counted(kind: str) -> Message:
    """What a sum of a bill counts, from its stored kind: `image_output`, or `images 1024x1024 high`."""
    first, _, further = kind.partition(" ")
    counted_kind = _KINDS.get("days" if first.startswith("days-from-") else first)
    if counted_kind is None:
        return message("Answer that was given: {answer}", answer=kind)
    if not further:
        return counted_kind
    return message("{kind}, {further}", kind=counted_kind, further=further.replace("quality=", ""))


_KINDS = {
    **COMPONENTS,
    "images": message("Images"),
    "requests": message("Requests"),
    "input": message("Input tokens"),
    "output": message("Output tokens"),
    "other": message("Other"),
    "cached_text_input": message("Prompt text from the cache"),
    "cached_image_input": message("Reference images from the cache"),
    "credit": message("Credit"),
    "refund": message("Refund"),
    "tax": message("Tax"),
    "fee": message("Fee"),
    "days": DAYS_WITH_FIGURES,
}
"""First word of a stored kind -> its message."""


def lines_title(plan: str) -> Message:
    return message("Lines: {plan}", plan=plan)


def rates_of(prices: str) -> Message:
    return message("Rates of {prices}. Grey: sold, without a part in the plan.", prices=prices)


def change_the_cells(prices: str, several: bool) -> Message:
    if several:
        return message(
            "Change the shaded cells: every sheet follows. Rates are those of {prices}. A name in a formula ends in "
            "the number of its workload; one without is of all.",
            prices=prices,
        )
    return message("Change the shaded cells: every sheet follows. Rates are those of {prices}.", prices=prices)


def quality_of(tier: str) -> Message:
    match tier:
        case "low":
            return message("Low quality")
        case "medium":
            return message("Medium quality")
    return HIGH_QUALITY


def quality_beside(tier: str) -> Message:
    """The share of a quality when the share of high changes."""
    return message("Low quality then") if tier == "low" else message("Medium quality then")


def takes(accepted: Message) -> Message:
    return message("Accepted: {accepted}.", accepted=accepted)


def rate_on(day: str) -> Message:
    return message("Of {day}.", day=day)


def reference_rate(day: str) -> Message:
    return message("The reference rate of {day}.", day=day)


def no_batch(workloads: Sequence[str]) -> Message:
    """`workloads` are those without batch rates, where there are several."""
    if not workloads:
        return message("No batch rates on the price date: this share pays standard rates too.")
    return message(
        "No batch rates on the price date for {workloads}: this share pays standard rates too.",
        workloads=Items(tuple(workloads), "list"),
    )


def about_model(model: str) -> Message:
    return message("About {model}", model=model)


def cost_of(workload: str) -> Message:
    return message("Cost of {workload}", workload=workload)


def cost_there(workload: str) -> Message:
    """The cost of an image on the model to which an event moves a workload."""
    if workload:
        return message("Cost per image of {workload} on that model", workload=workload)
    return message("Cost per image on that model")


def billed_title(year: int) -> Message:
    return message("What was billed in {year}, beside the plan", year=str(year))


def sources_note(book: str) -> Message:
    return message(
        "Prices and token counts as they were read on the day named, or in or before the month. Price book: {book}.",
        book=book,
    )


def rate_for(component: Message, batch: bool) -> Message:
    """What a source is used for."""
    if batch:
        return message("batch rate: {component}", component=component)
    return message("rate: {component}", component=component)
