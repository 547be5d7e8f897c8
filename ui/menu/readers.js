// For screen readers: the new cost is read out. For the keyboard: Tab goes through an open popover, and what a key applied
// has the focus on its Undo, and when that is gone where it was applied.

const QUIET = 300; // milliseconds that the figure has not changed before it is read out
const PATIENCE = 3_000; // milliseconds to wait for a button that comes back

/** Where a button of a proposal stands; the line of what was applied is none. */
function placeOf(button) {
  const way = button?.closest("[data-way]")?.dataset.way;
  if (way) return `[data-way="${CSS.escape(way)}"] button`;
  const key = [...(button?.closest("[class*=st-key-]")?.classList ?? [])].find(name => name.startsWith("st-key-"));
  return key && !key.startsWith("st-key-applied") ? `.${CSS.escape(key)} button` : undefined;
}

let listens = false;
let aMonth = amount => amount;

/** Begin to listen, once; `template` is a cost of a month in words, with `{}` for the amount. */
export function listenForReaders(template) {
  aMonth = amount => template.replace("{}", amount);
  if (listens) return;
  listens = true;
  const cost = () => /\/(scenarios|prices)$/.test(location.pathname) ? undefined
    : document.querySelector("[data-testid=stMetricValue]")?.textContent;
  let said = cost(), waits;
  const say = () => {
    const value = cost(), place = document.getElementById("read-out");
    if (!place || !value) return;
    if (said && said !== value) place.textContent = /\d/.test(value) ? aMonth(value) : value;
    said = value;
  };
  let pressed, told; // what a key has pressed, and what was said to be applied
  let clicked, origin, back = 0; // where the last click was, where that was which is applied, until when it may come back
  addEventListener("pointerdown", () => { pressed = undefined; back = 0; }, true);
  addEventListener("click", event => { clicked = placeOf(event.target.closest?.("button")) ?? clicked; }, true);
  // The line of what was applied is last on the page, which a keyboard would reach only after all else.
  const meet = () => {
    const line = document.querySelector(".st-key-applied"), undo = line?.querySelector("button");
    const text = undo && line.querySelector("p")?.textContent;
    if (text === told) return;
    if (text) origin = clicked;
    else if (origin) back = Date.now() + PATIENCE;
    told = text;
    if (undo && pressed) {
      undo.ariaDescription = text;
      undo.focus({ preventScroll: true });
    }
  };
  const giveBack = () => {
    if (Date.now() < back && document.activeElement === document.body) document.querySelector(origin)?.focus();
  };
  new MutationObserver(() => {
    meet();
    giveBack();
    said ||= cost();
    clearTimeout(waits);
    waits = setTimeout(say, QUIET);
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
  addEventListener("keydown", event => {
    back = 0;
    if (["Enter", " "].includes(event.key)) pressed = event.target;
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
}
