// Times what a person sees: `benchmark.loaded`, `benchmark.drawn`, `benchmark.ready` (the page itself, and nothing above
// it) and `benchmark.moved()`, in ms of performance.now().
// `benchmarkLooks`, set before, names what a move changes, where that is not everything.
(() => {
  const benchmark = { loaded: null, drawn: null, ready: null, pressed: null, before: {}, seen: {}, settle: null };
  window.benchmark = benchmark;

  // Bars that fill their axis keep their shapes while their labels stay: then only the places of the labels move.
  const drawn = (shape) => (shape.getAttribute("d") ?? shape.textContent) + (shape.getAttribute("transform") ?? "");

  const looks = {
    headline: () => document.querySelector('[data-testid="stMetricValue"]')?.textContent ?? "",
    chart: () => {
      const chart = document.querySelector(".vega-embed, .js-plotly-plot");
      const shapes = chart?.querySelectorAll("svg path, svg text") ?? [];
      return [...shapes].map(drawn).join("|");
    },
  };
  const names = window.benchmarkLooks ?? Object.keys(looks);
  const bars = ".vega-embed svg .role-mark path, .js-plotly-plot .trace path";

  const look = () => {
    const now = performance.now();
    // What the first response has is painted once all of it is there; its block has headline and chart.
    const first = document.getElementById("first-figure");
    if (benchmark.loaded === null && first && document.getElementById("root"))
      requestAnimationFrame(() => { benchmark.loaded ??= benchmark.drawn ??= performance.now(); });
    if (benchmark.loaded === null && looks.headline()) benchmark.loaded = now;
    if (benchmark.drawn === null && document.querySelector(bars)) benchmark.drawn = now;
    if (benchmark.ready === null && looks.headline() && !first) benchmark.ready = now;
    if (benchmark.pressed === null) return;
    for (const name of names.filter((name) => !(name in benchmark.seen))) {
      const present = looks[name]();
      if (present && present !== benchmark.before[name]) benchmark.seen[name] = now - benchmark.pressed;
    }
    if (names.every((name) => name in benchmark.seen)) {
      benchmark.pressed = null;
      benchmark.settle?.();
    }
  };

  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["d", "transform"],
  });

  const press = () => {
    for (const name of names) benchmark.before[name] = looks[name]();
    benchmark.seen = {};
    benchmark.pressed = performance.now();
  };
  window.addEventListener("keydown", press, { capture: true });

  benchmark.moved = () =>
    new Promise((resolve, reject) => {
      benchmark.settle = () => resolve(benchmark.seen);
      if (benchmark.pressed === null) benchmark.settle();
      setTimeout(() => reject(new Error("the move changed only: " + Object.keys(benchmark.seen))), 10000);
    });
})();
