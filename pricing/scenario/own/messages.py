"""What a service of the team's own takes in a link."""

from pricing.wording.messages import Message, message


def own_services(most: int) -> Message:
    return message("up to {most} services of your own, joined by ;", most=most)


def at_most_own_services(most: int) -> Message:
    return message("at most {most} services of your own", most=most)


def at_most_characters(most: int) -> Message:
    return message("at most {most} characters", most=most)


def different_own_names() -> Message:
    return message("a different name for each service of your own")


def another_own_name() -> Message:
    return message("a name that no other service of yours has")


def an_own_price() -> Message:
    return message("a price for at least one quality level")


def an_own_price_somewhere() -> Message:
    return message("a price, here or at another quality")


def an_own_service() -> Message:
    return message(
        "name~price~low~medium~high, name~factor~model~factor~URL or name~gpu~amount an hour~images an hour, "
        "with ; between several"
    )


def an_address(most: int) -> Message:
    return message(
        "an http or https address of at most {most} characters, without user name, query and fragment", most=most
    )


def a_known_model(model: str) -> Message:
    return message("a model of the price book instead of {model}", model=repr(model))
