"""The script that copies a text.

It is part of a component without data: Streamlit puts the markup into the page, and the script runs once, when the
place that contains it opens. The policy of the page allows this script by its hash (`web/policy.py`). Its texts are
attributes of the markup, so that one script serves all languages.
"""

import html
from functools import cache
from zlib import crc32

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from pricing.wording import figures
from pricing.wording.messages import Message, words
from ui.controls.saving import messages

COPY_SCRIPT = """<script>
(() => {
  const button = document.currentScript.previousElementSibling, says = button.previousElementSibling;
  const copyOld = code => {
    getSelection().selectAllChildren(code);
    return document.execCommand("copy");
  };
  const copy = async (pressed, tries) => {
    const code = document.querySelector(`.st-key-${says.dataset.from} code`);
    if (code === null) return tries && setTimeout(copy, 50, pressed, tries - 1);
    const done = await navigator.clipboard?.writeText(code.textContent).then(() => true, () => false) || copyOld(code);
    says.textContent = done ? says.dataset.copied : pressed ? says.dataset.refused : "";
    button.hidden &&= done || pressed;
  };
  button.addEventListener("click", () => copy(true, 0));
  if (button.hidden) copy(false, 200);
})();
</script>"""
"""Copies the code block of a container when its button is pressed. A hidden button copies as soon as the block is
shown, and appears if the browser only copies on a press. Without https only `execCommand` can copy.
"""


def copy_at_once(container: str, text: str) -> None:
    """Copy the code block of a container when it is shown; if its text changes, copy it again."""
    component = _copying(container, messages.COPY_LINK, messages.LINK_COPIED, True, figures.reader().language)
    component(key=f"copy_{container}_{crc32(text.encode())}")


def copy_button(container: str) -> None:
    """A button that copies the code block of a container."""
    component = _copying(container, messages.COPY_CHAT_TEXT, messages.TEXT_COPIED, False, figures.reader().language)
    component(key=f"copy_{container}")


@cache
def _copying(container: str, label: Message, copied: Message, at_once: bool, language: str) -> ComponentRenderer:
    """The button, and a line with the result, which screen readers read out."""
    says = {"from": container, "copied": words(copied), "refused": words(messages.NOT_COPIED)}
    data = " ".join(f'data-{name}="{html.escape(text)}"' for name, text in says.items())
    button = f'<button type="button" class="copies"{" hidden" if at_once else ""}>{html.escape(words(label))}</button>'
    markup = f'<p role="status" {data}></p>{button}{COPY_SCRIPT}'
    return st.components.v2.component(f"copy_{container}_{language}", html=markup, isolate_styles=False)
