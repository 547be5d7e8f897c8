"""Copying to the clipboard, which only a browser can.

It is a component without data: Streamlit puts its markup into the page, and the script in it runs once, as the place
opens that it stands in. So the policy of the page allows this very script by its hash and no other
(`web/policy.py`); a component that gets data would need every script of a `blob:` address to be allowed.
"""

import streamlit as st

LINK = "share_link"
"""Key of the container whose code block is copied."""
COPIED = "Link copied"
_NOT_COPIED = "Your browser does not let a page copy: take the link from here."

MARKUP = f"""<p role="status" style="margin: 0; font-weight: 600; min-height: 1.5em"></p><script>
(() => {{
  const says = document.currentScript.previousElementSibling;
  const copyOld = code => {{
    getSelection().selectAllChildren(code);
    return document.execCommand("copy");
  }};
  const copy = async tries => {{
    const code = document.querySelector(".st-key-{LINK} code");
    if (code === null) return tries && setTimeout(copy, 50, tries - 1);
    const done = await navigator.clipboard?.writeText(code.textContent).then(() => true, () => false);
    says.textContent = done || copyOld(code) ? "\u2713 {COPIED}" : "{_NOT_COPIED}";
  }};
  copy(40);
}})();
</script>"""
"""A place that says what came of it, read out too, and the script. A page that is not served by https has the old
way of copying alone."""

_mount = st.components.v2.component("copy_link", html=MARKUP, isolate_styles=False)


def copy_link() -> None:
    """Copy the code block of the container `LINK`, once: as soon as both are shown."""
    _mount(key="copy_link")
