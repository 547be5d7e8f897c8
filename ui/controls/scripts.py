"""The two scripts of every page: copying a link, and help for screen readers and the keyboard.

Each is a component without data: Streamlit puts its markup into the page, and the script in it runs once, as the
place opens that it stands in. So the policy of the page allows these very scripts by their hashes and no others
(`web/policy.py`). That of readers brings the stylesheet along.
"""

from pathlib import Path

import streamlit as st

_STYLE = (Path(__file__).parents[1] / "style.css").read_text(encoding="utf-8")
COPIED_FROM = "share_link"
"""Key of the container whose code block is copied."""
COPIED = "Link copied"
_NOT_COPIED = "Your browser does not let a page copy: take the link from here."

COPY_MARKUP = f"""<p role="status" style="margin: 0; font-weight: 600; min-height: 1.5em"></p><script>
(() => {{
  const says = document.currentScript.previousElementSibling;
  const copyOld = code => {{
    getSelection().selectAllChildren(code);
    return document.execCommand("copy");
  }};
  const copy = async tries => {{
    const code = document.querySelector(".st-key-{COPIED_FROM} code");
    if (code === null) return tries && setTimeout(copy, 50, tries - 1);
    const done = await navigator.clipboard?.writeText(code.textContent).then(() => true, () => false);
    says.textContent = done || copyOld(code) ? "\u2713 {COPIED}" : "{_NOT_COPIED}";
  }};
  copy(40);
}})();
</script>"""
"""A line for the result, which screen readers read out, and the script. Without https only `execCommand` can copy."""

_mount_copying = st.components.v2.component("copy_link", html=COPY_MARKUP, isolate_styles=False)


def copy_link() -> None:
    """Copy the code block of the container `COPIED_FROM`, once: as soon as both are shown."""
    _mount_copying(key="copy_link")


READERS_MARKUP = """<p id="read-out" role="status" style="position: absolute; width: 1px; height: 1px; margin: 0;
overflow: hidden; clip-path: inset(50%); white-space: nowrap"></p><script>
(() => {
  if (window.listensForReaders) return;
  window.listensForReaders = true;
  const cost = () => /\\/(scenarios|prices)$/.test(location.pathname) ? undefined
    : document.querySelector("[data-testid=stMetricValue]")?.textContent;
  let said = cost(), waits;
  const say = () => {
    const value = cost(), place = document.getElementById("read-out");
    if (!place || !value) return;
    if (said && said !== value) place.textContent = value.startsWith("$") ? value + " a month" : value;
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
"""A line for screen readers alone, and the script, which waits until the figure has not changed for 300 ms."""

_mount_readers = st.components.v2.component("for_readers", html=READERS_MARKUP, css=_STYLE, isolate_styles=False)


def listen_for_readers() -> None:
    """Begin to listen, on every page."""
    _mount_readers(key="for_readers")
