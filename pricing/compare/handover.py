"""The request that makes a scenario's images, for a developer: as curl and as Python with the `openai` package.

Only for models that OpenAI's Images endpoint serves, there or at another base URL.
"""

import json
from typing import NamedTuple

from pricing.prices.book import Entry
from pricing.scenario.own import OwnFactor
from pricing.values.size import Size

OFFICIAL = "https://api.openai.com/v1"


class Request(NamedTuple):
    """The request for one image, in the terms of the endpoint."""

    model: str
    quality_name: str
    size: Size
    base_url: str = OFFICIAL

    @property
    def body(self) -> dict[str, object]:
        return {
            "model": self.model,
            "prompt": "A product photo of a red bicycle on a white background",
            "quality": self.quality_name,
            "size": str(self.size),
            "n": 1,
        }


def speaks_images_endpoint(entry: Entry) -> bool:
    """Whether OpenAI's Images endpoint serves a model."""
    return entry.model.images_endpoint


def base_url(own: OwnFactor | None) -> str:
    """The base URL: that of the own service, or OpenAI's."""
    return own.base_url if own and own.base_url else OFFICIAL


def curl(request: Request) -> str:
    """A shell command; the key and, if set, the base URL come from the environment."""
    body = json.dumps(request.body, indent=2).replace("'", "'\\''")
    return (
        f'curl "${{OPENAI_BASE_URL:-{request.base_url}}}/images/generations" \\\n'
        '  -H "Authorization: Bearer $OPENAI_API_KEY" \\\n'
        '  -H "Content-Type: application/json" \\\n'
        f"  -d '{body}'\n"
    )


def python(request: Request) -> str:
    """A program that writes `image.png` where the model returns the image, or prints its address."""
    arguments = "".join(f"    {key}={_literal(value)},\n" for key, value in request.body.items())
    return (
        "import base64\n"
        "import os\n"
        "\n"
        "from openai import OpenAI\n"
        "\n"
        "client = OpenAI(\n"
        '    api_key=os.environ["OPENAI_API_KEY"],\n'
        f'    base_url=os.environ.get("OPENAI_BASE_URL", {_literal(request.base_url)}),\n'
        ")\n"
        "answer = client.images.generate(\n"
        f"{arguments}"
        ")\n"
        "image = answer.data[0]\n"
        "if image.b64_json:\n"
        '    with open("image.png", "wb") as file:\n'
        "        file.write(base64.b64decode(image.b64_json))\n"
        "else:\n"
        "    print(image.url)\n"
    )


def _literal(value: object) -> str:
    """The Python literal of a text or number, with double quotes."""
    return json.dumps(value, ensure_ascii=False)
