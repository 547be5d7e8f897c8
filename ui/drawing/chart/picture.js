// A chart that is kept as a picture has its title, the plan and the day of its prices in the picture.
//
// On the page they are headings outside the chart: the picture is drawn with them for itself.

const TITLE = 16, TEXT = 12, LINE = 1.3, EDGE = 12; // pixels; a line is 1.3 times as high as its text

export function keepAsPicture(plot, { title, file }) {
  const layout = captioned(plot, title), { width, height } = layout;
  window.Plotly.downloadImage({ data: plot.data, layout }, { format: "png", scale: 2, width, height, filename: file });
}

function captioned({ layout, _fullLayout }, title) {
  const width = layout.width - 2 * EDGE;
  const about = ["h1", ".st-key-saved_as_it_stands [data-testid=stText]"].flatMap(place => wrapped(words(place), TEXT, width));
  const titled = wrapped(title, TITLE, width);
  const room = Math.round(LINE * TITLE * (titled.length + about.length)) + EDGE;
  const lines = [
    ...titled.map(line => `<b>${line}</b>`), ...about.map(line => `<span style="font-size:${TEXT}px">${line}</span>`),
  ];
  const height = layout.height + room;
  return {
    ...layout,
    height,
    margin: { ...layout.margin, l: 1.12 * layout.margin.l, t: _fullLayout._size.t + room }, // a wider font
    title: {
      text: lines.join("<br>"),
      font: { size: TITLE },
      x: 0, xref: "container", xanchor: "left", y: 1 - (EDGE + TITLE) / height, yref: "container", yanchor: "top",
      pad: { l: EDGE },
    },
  };
}

const words = selector => document.querySelector(selector)?.textContent.trim() ?? "";

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
