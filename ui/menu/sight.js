// The container that a link names comes into sight, once, as soon as it is on the page. What was opened stays in sight.

const PATIENCE = 10_000, SETTLED = 700; // milliseconds to wait for it, and until what stands above it has its height
let shown = "", watched;

export function bringIntoSight(wanted) {
  if (wanted === shown) return;
  shown = wanted;
  if (!wanted) return;
  const show = () => {
    const place = shown === wanted ? document.querySelector(`.st-key-${CSS.escape(wanted)}`) : null;
    if (!place) return;
    waits.disconnect();
    const scroll = () => { if (document.activeElement === place) place.scrollIntoView({ block: "center" }); };
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    scroll();
    setTimeout(scroll, SETTLED);
  };
  const waits = new MutationObserver(show);
  waits.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => waits.disconnect(), PATIENCE);
  show();
}

/** A page that gets its height may push an open box out of the window, with the button that it hangs on. */
export function keepOpenedInSight() {
  const page = document.querySelector("[data-testid=stMainBlockContainer]");
  if (page === watched) return;
  watched = page;
  new ResizeObserver(() => {
    const button = document.querySelector("[data-testid=stPopoverButton][aria-expanded=true]");
    const place = button?.getBoundingClientRect();
    if (place && (place.top < 0 || place.bottom > innerHeight)) button.scrollIntoView({ block: "center" });
  }).observe(page);
}
