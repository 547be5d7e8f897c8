// The pages with the present plan, and the languages. A plain click on a link to a page (`data-path`), here or elsewhere
// on the page, stays in the session; any other is the browser's.

import { listenForReaders } from "./readers.js";
import { bringIntoSight, keepOpenedInSight } from "./sight.js";
import { inReadersLanguage } from "./streamlits_words.js";

const SETTLING = 50; // milliseconds until it is asked again whether a move is answered

function text(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function links(nav, data) {
  while (nav.children.length > data.entries.length) nav.lastChild.remove();
  while (nav.children.length < data.entries.length) nav.append(document.createElement("a"));
  for (const [place, [path, name]] of data.entries.entries()) {
    const link = nav.children[place];
    text(link, name);
    link.href = `/${path}${location.search}`;
    link.dataset.path = path;
    if (path === data.present) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function choices(list, data) {
  if (list.options.length === data.languages.length) return;
  list.replaceChildren(...data.languages.map(([code, name]) => new Option(name, code, false, code === data.reader)));
  for (const option of list.options) option.lang = option.value.replace("_", "-");
  list.hidden = data.languages.length < 2;
}

let goTo;
document.addEventListener("click", event => {
  const link = event.target.closest?.("a[data-path]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goTo(link.dataset.path, link.dataset.saving ?? "");
});

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const [product, nav, list] = parentElement.querySelector(".menu").children;
  document.documentElement.lang = data.tag;
  listenForReaders(data.read_out);
  inReadersLanguage(data.of_streamlit);
  bringIntoSight(data.wanted);
  keepOpenedInSight();
  text(product, data.product);
  nav.setAttribute("aria-label", data.pages);
  list.setAttribute("aria-label", data.language);
  links(nav, data);
  const present = nav.querySelector("[aria-current]");
  if (present) nav.scrollLeft = Math.max(0, present.offsetLeft + present.offsetWidth - nav.clientWidth + 32);
  choices(list, data);
  // Its right edge fades while there is more to the right.
  nav.onscroll = () => nav.toggleAttribute("data-more", nav.scrollLeft + nav.clientWidth < nav.scrollWidth - 1);
  nav.onscroll();
  nav.onpointerenter = () => links(nav, data);
  goTo = (path, saving) => setTriggerValue("page", [path, saving]);
  // The address asks for the language; the server remembers it. It is left once it has the last move.
  list.onchange = () => {
    if (document.querySelector(".panel[data-moving]")) return void setTimeout(list.onchange, SETTLING);
    const address = new URL(location.href);
    address.searchParams.set(data.key, list.value);
    location.assign(address);
  };
}
