"""For readers and for the keyboard: a new monthly cost is read out, `r` does not run the page again, and Tab leads from
a button into what it opened, which Streamlit puts at the end of the page, and on from there.

A component without data, as that of `ui/controls/clipboard.py`: its script is allowed by its hash. It listens to
the window, so once is enough, and what it reads out is what stands on the page. It brings the stylesheet along.
"""

from pathlib import Path

import streamlit as st

_STYLE = (Path(__file__).parents[1] / "style.css").read_text(encoding="utf-8")

MARKUP = """<p id="read-out" role="status" style="position: absolute; width: 1px; height: 1px; margin: 0;
overflow: hidden; clip-path: inset(50%); white-space: nowrap"></p><script>
(() => {
  if (window.listensForReaders) return;
  window.listensForReaders = true;
  const cost = () => document.querySelector("[data-testid=stMetricValue]")?.textContent;
  let said = cost(), waits;
  const say = () => {
    const value = cost(), place = document.getElementById("read-out");
    if (!place || !value || /\\/(scenarios|prices)$/.test(location.pathname)) return;
    if (said && said !== value) place.textContent = value.startsWith("$") ? value + " a month" : value;
    said = value;
  };
  new MutationObserver(() => {
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
"""A place that only a screen reader meets, and the script: it waits until a move has come to rest."""

_mount = st.components.v2.component("for_readers", html=MARKUP, css=_STYLE, isolate_styles=False)


def listen() -> None:
    """Begin to listen, on every page."""
    _mount(key="for_readers")
