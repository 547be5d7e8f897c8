// Words that Streamlit writes in English alone, in the reader's language: what is seen and what is read out.

const PLACES = [
  "[data-testid=stFileUploader] :is(p, span)",
  ":is([data-testid=stFileUploader], [data-testid=stSelectbox], [data-testid=stMultiSelect], [data-testid=stDateInput])" +
    " :is([aria-label], [placeholder])",
  "a[href^='#']",
].join();
const ATTRIBUTES = ["aria-label", "placeholder"];
const PAUSE = 50; // milliseconds between two looks at a page that changes

let known = [], listens = false;

/** `words` has what Streamlit writes, with `{}` for what differs, and what is read instead; none where it is the same. */
export function inReadersLanguage(words) {
  known = Object.entries(words).map(([english, own]) => [english.split("{}"), own]);
  if (listens || !known.length) return;
  listens = true;
  let waits;
  new MutationObserver(() => { waits ??= setTimeout(() => { waits = undefined; look(); }, PAUSE); })
    .observe(document.body, { childList: true, subtree: true });
  look();
}

function look() {
  for (const element of document.querySelectorAll(PLACES)) {
    for (const node of element.childNodes)
      if (node.nodeType === Node.TEXT_NODE) change(node.data, text => { node.data = text; });
    for (const name of ATTRIBUTES)
      if (element.hasAttribute(name)) change(element.getAttribute(name), text => element.setAttribute(name, text));
  }
}

function change(text, set) {
  for (const [[before, after], own] of known) {
    if (after === undefined ? text !== before : !text.startsWith(before) || !text.endsWith(after)) continue;
    return set(own.replace("{}", after ? text.slice(before.length, -after.length) : text.slice(before.length)));
  }
}
