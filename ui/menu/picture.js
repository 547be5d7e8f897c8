// A chart that is kept as a picture has its title, the plan and the day of its prices in the picture.
//
// On the page they are headings outside the chart. Plotly copies the layout of a chart as its button is clicked, so
// they are part of it for that moment only.

const TITLE = 16, TEXT = 12, LINE = 1.3, EDGE = 12; // pixels; a line is 1.3 times as high as its text

addEventListener("click", event => {
  const chart = event.target.closest?.(".modebar-btn")?.closest(".js-plotly-plot");
  if (!chart?.layout) return;
  const { layout, _context: context } = chart, { toImageButtonOptions } = context;
  chart.layout = captioned(layout, chart);
  context.toImageButtonOptions = { ...toImageButtonOptions, height: chart.layout.height };
  setTimeout(() => {
    chart.layout = layout;
    context.toImageButtonOptions = toImageButtonOptions;
  });
}, true);

function captioned(layout, chart) {
  const width = chart._fullLayout.width - 2 * EDGE;
  const about = ["h1", ".st-key-saved_as_it_stands [data-testid=stText]"].flatMap(place => wrapped(words(place), TEXT, width));
  const titled = wrapped(heading(chart), TITLE, width);
  const room = Math.round(LINE * TITLE * (titled.length + about.length)) + EDGE;
  const lines = [
    ...titled.map(line => `<b>${line}</b>`), ...about.map(line => `<span style="font-size:${TEXT}px">${line}</span>`),
  ];
  const height = chart._fullLayout.height + room;
  return {
    ...layout,
    height,
    margin: { ...layout.margin, l: 1.12 * layout.margin.l, t: chart._fullLayout._size.t + room }, // a wider font
    title: {
      text: lines.join("<br>"),
      font: { size: TITLE },
      x: 0, xref: "container", xanchor: "left", y: 1 - (EDGE + TITLE) / height, yref: "container", yanchor: "top",
      pad: { l: EDGE },
    },
  };
}

const words = selector => document.querySelector(selector)?.textContent.trim() ?? "";

/** The text of the last heading before the chart. */
function heading(chart) {
  const before = [...document.querySelectorAll("h2, h3")].filter(each =>
    each.compareDocumentPosition(chart) & Node.DOCUMENT_POSITION_FOLLOWING && each.checkVisibility());
  return before.at(-1)?.textContent.trim() ?? "";
}

/** A text in lines that a width has room for, as Plotly's markup. */
function wrapped(text, size, width) {
  const measure = document.createElement("canvas").getContext("2d");
  measure.font = `600 ${size}px sans-serif`; // of a picture, in which the page's font is not there
  const lines = [];
  for (const { segment } of new Intl.Segmenter(document.documentElement.lang, { granularity: "word" }).segment(text))
    if (lines.length && measure.measureText(lines.at(-1) + segment.trimEnd()).width <= width) lines[lines.length - 1] += segment;
    else if (segment.trim()) lines.push(segment);
  return lines.map(line => line.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
}
