"""What the Decide page says of what is typed there."""

from decimal import Decimal

from pricing.wording.messages import Message, Money, Percent, message


def an_end(low: Decimal, high: Decimal) -> Message:
    return message("a number from {low} to {high} other than the other end", low=low, high=high)


def try_it() -> Message:
    return message("Try it: which images does your team accept?")


def trial_cost(prompts: int, models: int, cost: Decimal | None) -> Message:
    """What a trial costs; USD, None without a price."""
    if cost is None:
        return message(
            "The table has {prompts} prompts and {models} models, not all of which have a price here. Write 1 where an "
            "image is good enough and 0 where it is not.",
            prompts=prompts,
            models=models,
        )
    return message(
        "Making {prompts} images on each of {models} models costs {cost}. Write 1 where an image is good enough and 0 "
        "where it is not.",
        prompts=prompts,
        models=models,
        cost=Money(cost),
    )


def trial_table() -> Message:
    return message("Table to fill in (CSV)")


def trial_filled() -> Message:
    return message("The filled in table, pasted here")


def unread_row(row: int, cell: str) -> Message:
    if row == 1:
        return message(
            "Row 1 has to name models by their ids, each once, after the prompt; it has {cell}.", cell=repr(cell)
        )
    return message("Row {row} has {cell}; a cell takes 1 or yes, 0 or no, or nothing.", row=row, cell=repr(cell))


def tried(model: str, accepted: int, images: int, low: Decimal, high: Decimal) -> Message:
    return message(
        "{model}: {accepted} of {images} accepted; of all its images between {low} and {high}, 95% sure.",
        model=model,
        accepted=accepted,
        images=images,
        low=Percent(low),
        high=Percent(high),
    )


def what_bars_are(level: bool) -> Message:
    """What the bars of the savings are of; `level`: whether every month is the same."""
    if level:
        return message("USD a month that each saves, alone, by what it gives up")
    return message("USD that each saves over the months that can be bought, alone, by what it gives up")
