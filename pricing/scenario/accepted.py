"""The share of a model's images that a team accepted in its own trial, in percent, by model."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pricing.scenario import messages
from pricing.scenario.kinds import NotTaken, Number
from pricing.values.exact import PERCENT, plain
from pricing.wording.messages import Message

Accepted = tuple[tuple[str, Decimal], ...]
"""Models with the percent of their images that were accepted, each model once."""
MOST_MODELS = 40
ACCEPTED_PERCENT = Number(0, PERCENT, 2, "percent")


def text_of(accepted: Accepted) -> str:
    """The text of a link: `gpt-image-2:95,flux-2-pro:80`."""
    return ",".join(f"{model}:{plain(percent)}" for model, percent in accepted)


@dataclass(frozen=True)
class AcceptedKind:
    """The kind of field that holds the outcome of a trial."""

    models: Sequence[str]

    @property
    def accepts(self) -> Message:
        return messages.accepted_by_model(MOST_MODELS)

    def read(self, text: str) -> Accepted:
        accepted = [self._part(part) for part in text.split(",", MOST_MODELS)]
        if len(accepted) > MOST_MODELS or len(dict(accepted)) < len(accepted):
            raise NotTaken(self.accepts)
        return tuple(accepted)

    def nearest(self, text: str) -> Accepted | None:
        """The entries that can be read; of several for one model, the first."""
        accepted: dict[str, Decimal] = {}
        for part in text.split(",", MOST_MODELS)[:MOST_MODELS]:
            try:
                model, percent = self._part(part)
            except NotTaken:
                continue
            accepted.setdefault(model, percent)
        return tuple(accepted.items()) or None

    def _part(self, text: str) -> tuple[str, Decimal]:
        model, colon, percent = text.partition(":")
        if not colon or model not in self.models:
            raise NotTaken(self.accepts)
        try:
            return model, Decimal(ACCEPTED_PERCENT.read(percent))
        except NotTaken as error:
            raise NotTaken(messages.in_part(error.takes, text[:60])) from None
