// A chart, drawn by Plotly in the colours of the page. A new figure changes what is drawn; the same one changes nothing.

import { keepAsPicture } from "./picture.js";

// It is large: titles, the room for the charts and the controls do not wait for it. Without a timeout a browser may drop
// the callback, and there would be no chart.
const idle = new Promise(resolve => {
  if (window.requestIdleCallback) requestIdleCallback(resolve, { timeout: 10_000 });
  else setTimeout(resolve);
});
const library = idle.then(() => import("./plotly-finance-4.1.0.min.js"));
const QUIET = 0.72; // how much of the text's colour the words in a chart have
const LEAST = 150; // pixels of width; a plot that has less cannot be drawn
const byTouch = matchMedia("(pointer: coarse)");
const charts = new WeakMap(); // by element

class Chart {
  constructor(root) {
    this.root = root;
    [this.title, this.figure] = root.children;
    [this.plot, this.picture, this.fill] = this.figure.children;
    this.picture.onclick = () => keepAsPicture(this.plot, this.data);
    this.fill.onclick = () => this.show(!this.whole);
    this.escape = event => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.show(false);
    };
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(this.figure);
    library.then(() => this.draw());
  }

  get whole() {
    return this.root.hasAttribute("popover");
  }

  take(data) {
    this.data = data;
    if (this.title.textContent !== data.title) this.title.textContent = data.title;
    this.figure.setAttribute("aria-label", data.alt);
    this.figure.style.height = `${data.spec.layout.height}px`;
    name(this.picture, data.texts.keep);
    this.draw();
  }

  /** On the whole screen or in its place. */
  show(whole) {
    if (whole) {
      this.root.popover = "manual";
      this.root.showPopover();
      addEventListener("keydown", this.escape, true);
    } else {
      this.root.removeAttribute("popover");
      removeEventListener("keydown", this.escape, true);
    }
    this.draw();
    this.fill.focus({ preventScroll: true });
  }

  /** Draw it where anything differs from what is drawn. */
  draw() {
    const { Plotly } = window, { spec, texts } = this.data;
    name(this.fill, this.whole ? texts.leave : texts.fill);
    const { clientWidth, clientHeight } = this.figure;
    if (!Plotly || !clientWidth) return; // it is not there yet, or out of sight: this is called again once it is not
    const width = Math.max(clientWidth, LEAST), height = this.whole ? clientHeight : spec.layout.height;
    const look = looks(this.root), figure = JSON.stringify(spec); // Plotly writes into what it is given
    const drawn = JSON.stringify([figure, look, width, height, texts.zoomed]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const { data, layout } = JSON.parse(figure);
    // A swipe scrolls the page.
    const changed = { ...layout, template: { layout: look }, width, height, dragmode: byTouch.matches ? false : "zoom" };
    this.drawing = Plotly.react(this.plot, data, changed, {
      displayModeBar: false,
      locale: "page",
      locales: { page: { dictionary: { "Double-click to zoom back out": texts.zoomed } } },
    });
    for (const svg of this.plot.querySelectorAll(".main-svg")) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.root.removeAttribute("data-empty");
  }

  leave() {
    this.sizes.disconnect();
    removeEventListener("keydown", this.escape, true);
    this.drawing?.finally(() => window.Plotly.purge(this.plot)); // until it is drawn, Plotly tells the plot about it
  }
}

function name(button, text) {
  if (button.title === text) return;
  button.title = text;
  button.ariaLabel = text;
}

/** Colours and font of the theme, as a template of Plotly. */
function looks(root) {
  const style = getComputedStyle(root), themed = name => style.getPropertyValue(`--st-${name}`).trim();
  const text = themed("text-color"), page = themed("background-color"), line = themed("border-color");
  const quiet = mixed(text, page, QUIET);
  const axis = { automargin: true, gridcolor: line, zerolinecolor: line };
  return {
    font: { color: quiet, family: themed("font"), size: 12 },
    title: { font: { color: text } },
    legend: { font: { color: text } },
    paper_bgcolor: page,
    plot_bgcolor: page,
    margin: { pad: 8, l: 0, r: 0 },
    xaxis: { ...axis, showgrid: false, zeroline: false },
    yaxis: axis,
    hoverlabel: { bgcolor: page, bordercolor: line, font: { color: text } },
  };
}

/** A colour between two of the form `#rrggbb`. */
function mixed(colour, other, share) {
  const [parts, others] = [colour, other].map(each => each.match(/[\da-f]{2}/gi).map(part => parseInt(part, 16)));
  return `rgb(${parts.map((part, place) => Math.round(share * part + (1 - share) * others[place])).join(",")})`;
}

export default function ({ data: [data], parentElement }) {
  const root = parentElement.querySelector(".chart");
  if (!charts.has(root)) charts.set(root, new Chart(root));
  const chart = charts.get(root);
  chart.take(data);
  return () => chart.leave();
}
