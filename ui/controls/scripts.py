"""The two scripts of every page: copying a text, and help for screen readers and the keyboard.

Each is a component without data: Streamlit puts its markup into the page, and the script in it runs once, as the
place opens that it stands in. So the policy of the page allows these very scripts by their hashes and no others
(`web/policy.py`). What they say stands in attributes of the markup, so that one script serves all languages. That of
readers brings the stylesheet along.
"""

import html
from functools import cache
from pathlib import Path
from zlib import crc32

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from pricing.wording import figures
from pricing.wording.messages import Message, words
from ui.controls import messages

_STYLE = (Path(__file__).parents[1] / "style.css").read_text(encoding="utf-8")

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
"""Copies the code block of a container when its button is pressed; where that is hidden, as soon as the block is shown,
and shows the button where the browser copies only what is pressed. Without https only `execCommand` can copy.
"""


def copy_at_once(container: str, text: str) -> None:
    """Copy the code block of a container as it is shown, which has a text; where that changes, once more."""
    component = _copying(container, messages.COPY_LINK, messages.link_copied(), True, figures.reader().language)
    component(key=f"copy_{container}_{crc32(text.encode())}")


def copy_button(container: str) -> None:
    """A button that copies the code block of a container."""
    component = _copying(container, messages.COPY_CHAT_TEXT, messages.text_copied(), False, figures.reader().language)
    component(key=f"copy_{container}")


@cache
def _copying(container: str, label: Message, copied: Message, at_once: bool, language: str) -> ComponentRenderer:
    """The button, and a line that says what came of it, which screen readers read out."""
    says = {"from": container, "copied": words(copied), "refused": words(messages.not_copied())}
    data = " ".join(f'data-{name}="{html.escape(text)}"' for name, text in says.items())
    button = f'<button type="button" class="copies"{" hidden" if at_once else ""}>{html.escape(words(label))}</button>'
    markup = f'<p role="status" {data}></p>{button}{COPY_SCRIPT}'
    return st.components.v2.component(f"copy_{container}_{language}", html=markup, isolate_styles=False)


READERS_SCRIPT = """<script>
(() => {
  if (window.listensForReaders) return;
  window.listensForReaders = true;
  const cost = () => /\\/(scenarios|prices)$/.test(location.pathname) ? undefined
    : document.querySelector("[data-testid=stMetricValue]")?.textContent;
  let said = cost(), waits;
  const say = () => {
    const value = cost(), place = document.getElementById("read-out");
    if (!place || !value) return;
    if (said && said !== value)
      place.textContent = /\\d/.test(value) ? place.dataset.month.replace("{cost}", () => value) : value;
    said = value;
  };
  new MutationObserver(() => {
    said ||= cost();
    clearTimeout(waits);
    waits = setTimeout(say, 300);
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
  addEventListener("keydown", event => {
    const typing = event.target.closest?.("input, textarea, [contenteditable=true]");
    const alone = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (alone && !typing && ["r", "R"].includes(event.key)) event.stopImmediatePropagation();
    if (alone && event.key === "Tab") follow(event);
  }, true);
  const stops = place => [...place.querySelectorAll("*")].filter(each =>
    each.tabIndex >= 0 && !each.matches(":disabled, [type=radio]:not(:checked)") &&
    each.checkVisibility({ visibilityProperty: true }));
  const follow = event => {
    const button = document.querySelector("[data-testid=stPopoverButton][aria-expanded=true]");
    const body = [...document.querySelectorAll("[data-testid=stPopoverBody]")].find(each => each.checkVisibility());
    const inside = body ? stops(body) : [], here = document.activeElement;
    if (!button || !inside.length) return;
    let next;
    if (event.shiftKey) next = here === inside[0] ? button : undefined;
    else if (here === button || here === document.body) next = inside[0];
    else if (here === inside.at(-1)) next = stops(document).find(each =>
      button.compareDocumentPosition(each) === Node.DOCUMENT_POSITION_FOLLOWING);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
})();
</script>"""
"""Waits until the figure has not changed for 300 ms."""


def listen_for_readers() -> None:
    """Begin to listen, on every page."""
    _reading(figures.reader().language)(key="for_readers")


@cache
def _reading(language: str) -> ComponentRenderer:
    """A line for screen readers alone, and the script."""
    a_month = html.escape(words(messages.cost_of_a_month("{cost}")))
    markup = f'<p id="read-out" role="status" data-month="{a_month}"></p>{READERS_SCRIPT}'
    return st.components.v2.component(f"for_readers_{language}", html=markup, css=_STYLE, isolate_styles=False)
