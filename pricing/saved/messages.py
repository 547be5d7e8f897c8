"""What saving answers instead of a result. No message carries an address, a password or somebody's text."""

from collections.abc import Sequence

from pricing.values.month import Month
from pricing.wording.messages import Items, Message, message

# What is not done, and why.


def not_among_yours() -> Message:
    return message("There is no such saved scenario among yours.")


def deleted_since() -> Message:
    return message("It was saved before, and has been deleted since then.")


def out_of_reach() -> Message:
    return message("Saved scenarios are out of reach right now. Please try again.")


def out_of_reach_because(reason: Message) -> Message:
    """`reason` is one of those that follow."""
    return message("Saved scenarios are out of reach right now: {reason}", reason=reason)


def read_only() -> Message:
    return message("the planner cannot write to its data folder, or to the file in it.")


def no_folder() -> Message:
    return message("the planner cannot make or use its data folder.")


def full_disk() -> Message:
    return message("the disk of the planner's data folder is full.")


def no_database() -> Message:
    return message("their file is not a database, or is damaged.")


def empty_file(file: str) -> Message:
    return message(
        "their file, {file}, is empty. Put a backup in its place, or delete it to begin with none.", file=file
    )


def replaced_file(file: str) -> Message:
    return message(
        "their file, {file}, was emptied, removed or replaced while the planner was running. Put it back and restart "
        "the planner.",
        file=file,
    )


def setting_not_usable(problem: str) -> Message:
    """`problem` is for whoever runs the planner."""
    return message("a setting of the planner cannot be used: {problem}.", problem=problem)


def secret_not_sound(file: str) -> Message:
    return message(
        "the secret of the cookies, {file} in the planner's folder, is empty or damaged. Put a backup in its place, or "
        "delete it: then a new one is made, and nobody owns what browsers saved before.",
        file=file,
    )


def another_version() -> Message:
    return message("The database of saved scenarios belongs to another version of the planner.")


def being_migrated() -> Message:
    return message("The database of saved scenarios is being brought up to date. Please try again.")


# What can be saved.


def not_accepted(field: str, value: str, accepts: Message) -> Message:
    return message(
        "{field}: {value} is not accepted; accepted: {accepts}", field=field, value=repr(value), accepts=accepts
    )


def a_name(longest: int) -> Message:
    return message(
        "1 to {longest} visible characters on one line, without control or text-direction characters; spaces around it "
        "are dropped",
        longest=longest,
    )


def a_tag(longest: int) -> Message:
    return message(
        "1 to {longest} visible characters each, without control or text-direction characters; spaces around one are "
        "dropped",
        longest=longest,
    )


def tags(number: int) -> Message:
    return message("{number} tags", number=number)


def up_to_tags(most: int) -> Message:
    return message("up to {most} tags", most=most)


def a_page(pages: Sequence[str]) -> Message:
    return message("one of: {pages}", pages=Items(tuple(pages), "list"))


def a_link(longest: int) -> Message:
    return message("a scenario link of 1 to {longest} percent-encoded characters", longest=longest)


def an_amount(longest: int) -> Message:
    return message("a number of up to {longest} characters, or nothing", longest=longest)


def a_currency() -> Message:
    return message("three capital letters, like USD")


def one_sum_each() -> Message:
    return message("one sum of a source, month, model and kind")


def twice(model: str, month: Month) -> Message:
    return message("{model} in {month} twice", model=model, month=str(month))


def sums(number: int) -> Message:
    return message("{number} sums", number=number)


def up_to_sums(most: int) -> Message:
    return message("up to {most} of one scenario", most=most)


def up_to_characters(most: int) -> Message:
    return message("up to {most} characters", most=most)


def scenarios_saved(number: int) -> Message:
    return message("{number} saved", number=number)


def up_to_scenarios(most: int) -> Message:
    return message("up to {most} of one owner; delete some to make room", most=most)


def saved_in_all(number: int) -> Message:
    return message("{number} saved in all", number=number)


def up_to_scenarios_in_all(most: int) -> Message:
    return message("up to {most} of everybody; whoever runs this planner can raise PLANNER_MOST_SAVED", most=most)


def saves_in_a_minute(number: int) -> Message:
    return message("{number} in the last minute", number=number)


def up_to_saves(most: int) -> Message:
    return message("up to {most} saves a minute; wait a moment and save again", most=most)


def some_lines(longest: int) -> Message:
    return message(
        "up to {longest} characters, without control (other than line ends and tabs) or text-direction characters",
        longest=longest,
    )


def printable_characters(longest: int) -> Message:
    return message("1 to {longest} printable characters", longest=longest)
