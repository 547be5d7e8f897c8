// The figure of a scenario and the controls that move it. It has no price and no rule of its own: what it shows before
// the server has answered is a sum of the exact amounts that the server sent, and the answer takes its place.

const PACE = 150; // milliseconds between two messages of one move
const RETRY = 4_000; // milliseconds after which a message without an answer is sent again, then twice as many
const SIDEWAYS = 6; // pixels that a finger moves before it drags a handle
const MOST_PLACES = 12; // decimals of an amount
const SHARES = 10_000n; // percent of percent

/** The cost of an image of a mix, times 10^scale and `SHARES`; null where a part has no price. */
export function perImage(linear, { quality, sizes }) {
  let sum = 0n;
  for (const [size, part] of sizes)
    for (const [tier, share] of quality.entries()) {
      if (!share) continue;
      const cost = linear.images[size]?.[tier] ?? null;
      if (cost === null) return null;
      sum += BigInt(part * share) * BigInt(cost);
    }
  return sum;
}

/** The cost of a month, in the same unit. */
export function perMonth(linear, values) {
  const image = perImage(linear, values);
  if (image === null || linear.rest === null) return null;
  return BigInt(values.images) * image * BigInt(linear.days) + BigInt(linear.rest) * SHARES;
}

/** What an image of all workloads costs, as it multiplies to the month; without images what a first one would cost. */
export function imageCost(linear, values) {
  const month = perMonth(linear, values), images = values.images + linear.images_of_rest;
  if (month === null) return null;
  if (images) return unitCost(month, images * linear.days, linear);
  return linear.alone ? money(perImage(linear, values), linear) : null;
}

/** An amount of that unit as the server writes money (`Figures.money`): half to even, more decimals where it is small. */
export function money(amount, linear) {
  const unit = unitOf(linear), places = placesOf(amount, unit, linear);
  return written(rounded(amount, unit, places), places, linear);
}

/** What each of some things costs, with decimals enough to multiply to the total as shown (`Figures.unit_cost`). */
export function unitCost(total, number, linear) {
  const unit = unitOf(linear), things = BigInt(number), shown = placesOf(total, unit, linear);
  const goal = rounded(total, unit, shown);
  for (let places = placesOf(total, unit * things, linear); ; places++) {
    const cost = rounded(total, unit * things, places);
    if (places >= MOST_PLACES || rounded(cost * things, 10n ** BigInt(places), shown) === goal)
      return written(cost, places, linear);
  }
}

const unitOf = linear => SHARES * 10n ** BigInt(linear.scale);

/** Decimals of an amount of a unit as it is shown. */
function placesOf(amount, unit, { minor }) {
  const one = 10n ** BigInt(minor); // 100 of them are worth as little as one dollar
  if (amount <= 0n || amount * one * 1_000n >= 99_995n * unit) return minor;
  return minor + (amount * one * 100n >= unit ? 2 : 4);
}

/** An amount of a unit to so many decimals, as a whole number, half to even. */
function rounded(amount, unit, places) {
  const more = amount * 10n ** BigInt(places), twice = 2n * (more % unit);
  const whole = more / unit;
  return twice > unit || (twice === unit && whole % 2n) ? whole + 1n : whole;
}

function written(whole, places, linear) {
  const shown = 10n ** BigInt(places);
  const text = `${whole / shown}.${String(whole % shown).padStart(places, "0")}`;
  return formatOf(linear.locale, linear.currency, places).format(text);
}

const formats = new Map();
function formatOf(locale, currency, places) {
  const key = `${locale} ${currency} ${places}`;
  if (!formats.has(key)) {
    const style = currency ? { style: "currency", currency } : {};
    const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
    formats.set(key, new Intl.NumberFormat(locale, { ...style, ...digits }));
  }
  return formats.get(key);
}

const filled = (text, places) => text.replace(/\{(\w+)\}/g, (_, name) => places[name] ?? "");

class Panel {
  constructor(root) {
    this.root = root;
    this.unheard = {}; // texts of fields that the server has not answered
    this.unread = new Set(); // those of them that only the server can read
    this.number = 0; // of the newest message
    this.held = null; // the control under a finger or key
    const find = selector => root.querySelector(selector);
    this.total = find("[data-testid=stMetricValue]");
    this.slim = find(".panel-slim b");
    this.images = find("#panel-images");
    this.low = find("#panel-low");
    this.high = find("#panel-high");
    this.boxes = { images: find("#panel-images-box"), quality: find("#panel-quality-box") };
    [this.cards, this.further] = root.querySelectorAll(".panel-cards");
    this.wire();
  }

  wire() {
    this.drag(this.images, index => this.move("images", { images: this.data.stops[index] }));
    this.drag(this.low, low => this.mix(low, Math.min(this.values.quality[2], 100 - low)));
    this.drag(this.high, high => this.mix(Math.min(this.values.quality[0], 100 - high), high));
    for (const [field, box] of Object.entries(this.boxes)) {
      box.addEventListener("input", () => { box.typing = true; });
      box.addEventListener("change", () => {
        box.typing = false;
        this.unread.add(field);
        this.say(field, box.value);
        this.post();
      });
    }
    this.root.addEventListener("change", event => {
      if (event.target.type !== "radio") return;
      const alone = this.values.sizes.length === 1;
      this.move("size", alone ? { sizes: [[event.target.value, 100]] } : {}, event.target.value);
      if (!alone) this.unread.add("size");
      this.post();
    });
    const opener = this.root.querySelector(".panel-open"), folded = opener.closest("[class*=st-key-plan_folded]");
    opener.addEventListener("click", () => {
      opener.ariaExpanded = String(folded.toggleAttribute("data-open"));
    });
    // A total that is cut in part is out of sight.
    new IntersectionObserver(
      ([seen]) => this.root.classList.toggle("panel-out", seen.intersectionRatio < 0.99), { threshold: [0, 0.5, 0.99] },
    ).observe(this.total);
  }

  /** A range of its own: what a swipe over it does is undone, its last value is sent when it is let go. */
  drag(range, move) {
    let touch = null;
    const hold = () => { this.held = range; };
    const letGo = () => {
      if (this.held !== range) return;
      this.held = null;
      if (this.moved || this.dirty) this.post();
      else if (!this.waits()) this.settle();
    };
    range.addEventListener("pointerdown", event => {
      hold();
      touch = event.pointerType === "mouse" ? null : { value: range.value, x: event.clientX, y: event.clientY };
      const end = up => {
        removeEventListener("pointerup", end, true);
        removeEventListener("pointercancel", end, true);
        if (touch) range.value = touch.value;
        touch = null;
        letGo();
      };
      addEventListener("pointerup", end, true);
      addEventListener("pointercancel", end, true);
    });
    range.addEventListener("pointermove", event => {
      if (!touch) return;
      const across = Math.abs(event.clientX - touch.x), { latest } = touch;
      if (across < SIDEWAYS || across <= Math.abs(event.clientY - touch.y)) return;
      touch = null;
      if (latest === undefined) return;
      range.value = latest;
      move(Number(latest));
    });
    range.addEventListener("keydown", event => { if (/^(Arrow|Page|Home|End)/.test(event.key)) hold(); });
    range.addEventListener("keyup", letGo);
    range.addEventListener("blur", letGo);
    range.addEventListener("input", () => {
      if (!touch) return move(Number(range.value));
      touch.latest = range.value;
      range.value = touch.value;
    });
    range.addEventListener("change", () => { if (!touch && this.held !== range) this.post(); });
  }

  mix(low, high) {
    this.move("quality", { quality: [low, 100 - low - high, high] });
  }

  /** A control was moved: show what that makes, and tell the server soon. */
  move(field, values, text) {
    this.values = { ...this.values, ...values };
    const known = { images: () => String(this.values.images), quality: () => this.values.quality.join("-") };
    this.say(field, text ?? known[field]());
    this.unread.delete(field);
    if (this.boxes[field]) this.boxes[field].typing = false;
    this.draw();
    this.timer ??= setTimeout(() => this.tick(), PACE);
  }

  say(field, text) {
    this.before ??= this.shown;
    this.unheard[field] = text;
    this.dirty = true;
  }

  tick() {
    this.timer = null;
    if (this.dirty && !this.waits()) this.post(this.held !== null);
  }

  /** Whether the server has not answered the newest message. */
  waits() {
    return this.number > this.data.heard;
  }

  post(moving = false) {
    clearTimeout(this.timer);
    clearTimeout(this.again);
    this.timer = null;
    this.dirty = false;
    this.moved = moving;
    this.number = Math.max(Date.now(), this.number + 1);
    this.send({ number: this.number, place: this.data.place, texts: this.unheard, moving });
    this.patience = Math.min((this.patience ?? RETRY / 2) * 2, 16 * RETRY);
    this.again = setTimeout(() => { if (this.waits()) this.post(this.held !== null); }, this.patience);
    this.draw();
  }

  /** What the server says now. */
  take(data, send) {
    const lost = this.data && this.data.session !== data.session;
    if (this.data && this.data.place !== data.place) this.forget();
    this.data = data;
    this.send = send;
    const open = Object.keys(this.unheard).length > 0;
    if (open && lost) this.post(this.held !== null);
    else if (open && (this.waits() || this.dirty)) {
      if (this.dirty) this.timer ??= setTimeout(() => this.tick(), PACE);
    } else this.adopt();
    this.draw();
  }

  settle() {
    this.adopt();
    this.draw();
  }

  adopt() {
    clearTimeout(this.again);
    this.patience = undefined;
    this.forget();
    if (this.held) return;
    this.values = this.data.values;
    const total = this.data.figure.value;
    if (this.shown !== undefined && this.shown !== total) this.from = this.before ?? this.shown;
    this.shown = total;
    this.before = undefined;
  }

  forget() {
    this.unheard = {};
    this.unread.clear();
  }

  leave() {
    this.flush();
    clearTimeout(this.again);
  }

  /** Send what a hand did last, before anything else is sent. */
  flush() {
    if (this.dirty) this.post();
  }

  draw() {
    const { data, values } = this;
    const open = Object.keys(this.unheard).length > 0 || this.held !== null;
    const month = open && !this.unread.size ? perMonth(data.linear, values) : null;
    const preview = month !== null;
    this.root.toggleAttribute("data-moving", open);
    for (const place of this.root.querySelectorAll("[data-text]")) {
      const text = { ...data.texts, label: data.figure.label }[place.dataset.text];
      put(place, text);
    }
    const total = preview && data.living ? money(month, data.linear) : data.figure.value;
    put(this.total, total);
    put(this.slim, total);
    this.root.querySelector(".panel-wait").hidden = !open || preview;
    const priced = data.living && total !== data.texts.not_priced;
    for (const unit of this.root.querySelectorAll("[data-text=unit]")) unit.hidden = !priced;
    this.root.toggleAttribute("data-dead", !data.living);
    const from = open ? this.before ?? this.shown : this.from;
    const change = from && from !== total ? filled(data.texts.change, { before: from, after: total }) : "";
    for (const place of this.root.querySelectorAll(".panel-change")) put(place, change);
    put(this.root.querySelector(".panel-about"), data.figure.note);
    const cost = preview ? imageCost(data.linear, values) : null;
    const images = values.images + data.linear.images_of_rest;
    const volume = images === 1 ? data.texts.one_image : filled(data.texts.volume, { images: this.number_(images) });
    put(this.root.querySelector(".panel-how"),
      cost === null ? data.figure.how : filled(data.texts.multiplied, { volume, cost }));
    this.drawFacts();
    this.drawImages();
    this.drawQuality();
    this.drawSizes();
    this.root.removeAttribute("data-empty");
  }

  number_(value) {
    return formatOf(this.data.locale, "", 0).format(value);
  }

  drawFacts() {
    const { facts } = this.data, key = JSON.stringify(facts), place = this.root.querySelector(".panel-facts");
    if (place.dataset.key === key) return;
    place.dataset.key = key;
    place.replaceChildren(...facts.map(fact));
  }

  drawImages() {
    const { stops, ticks } = this.data, { images } = this.values;
    const distance = stop => Math.abs(stop - images);
    const nearest = stops.reduce((best, stop, index) => (distance(stop) < distance(stops[best]) ? index : best), 0);
    this.images.max = stops.length - 1;
    this.setRange(this.images, nearest, this.number_(images));
    this.images.style.setProperty("--fill", nearest / (stops.length - 1));
    const marks = this.root.querySelector(".panel-ticks");
    if (marks.childElementCount !== ticks.length)
      marks.replaceChildren(...ticks.map(([index, label]) => {
        const mark = document.createElement("span");
        mark.textContent = label;
        mark.style.setProperty("--place", index / (stops.length - 1));
        return mark;
      }));
    this.setBox("images", String(images));
  }

  drawQuality() {
    const { quality, sizes } = this.values, { texts, colours, linear } = this.data;
    const percent = share => filled(texts.percent, { share: this.number_(share) });
    this.setRange(this.low, quality[0], percent(quality[0]));
    this.setRange(this.high, quality[2], percent(quality[2]));
    this.low.setAttribute("aria-label", texts.low_quality);
    this.high.setAttribute("aria-label", texts.high_quality);
    const bars = this.root.querySelectorAll(".panel-bar i"), parts = this.root.querySelectorAll(".panel-parts span");
    quality.forEach((share, tier) => {
      const all = [0, 1, 2].map(other => (other === tier ? 100 : 0));
      bars[tier].style.flexGrow = share;
      bars[tier].style.backgroundColor = parts[tier].style.borderColor = colours[tier];
      put(parts[tier], `${texts.tiers[tier]} ${percent(share)}\n${this.cost(perImage(linear, { quality: all, sizes }))}`);
    });
    this.setBox("quality", quality.join("-"));
  }

  drawSizes() {
    const { shapes, further, texts, linear, mix, note } = this.data, { quality, sizes } = this.values;
    for (const [place, choices] of [[this.cards, shapes], [this.further, further]]) {
      const key = choices.map(choice => choice.size).join();
      if (place.dataset.key !== key) {
        place.dataset.key = key;
        place.replaceChildren(...choices.map(card));
      }
      choices.forEach((choice, index) => {
        const [radio, , words] = place.children[index].children;
        radio.checked = choice.size === (this.unheard.size ?? sizes[0][0]);
        const image = perImage(linear, { quality, sizes: [[choice.size, 100]] });
        put(words.firstChild, choice.words);
        put(words.lastChild, filled(texts.size_and_cost, { size: choice.pixels, cost: this.cost(image) }));
      });
    }
    const [about, aboutSizes] = this.root.querySelectorAll(".panel-sizes .panel-note");
    put(about, mix);
    put(aboutSizes, note);
    this.further.parentElement.hidden = !further.length && !note;
  }

  cost(image) {
    return image === null ? this.data.texts.unpriced : money(image, this.data.linear);
  }

  setRange(range, value, text) {
    if (range !== this.held && range.value !== String(value)) range.value = value;
    if (range.getAttribute("aria-valuetext") !== text) range.setAttribute("aria-valuetext", text);
  }

  /** A box keeps what is being typed, and what was refused. */
  setBox(field, text) {
    const box = this.boxes[field], refused = field in this.unheard ? undefined : this.data.refused[field];
    box.setAttribute("aria-label", this.data.texts[`${field}_box`]);
    const error = this.root.querySelector(`#panel-${field}-error`);
    put(error, refused ? refused.words : "");
    box.toggleAttribute("aria-invalid", Boolean(refused));
    if (box.typing) return;
    const shown = this.unheard[field] ?? refused?.typed ?? text;
    if (box.value !== shown) box.value = shown;
  }
}

function card(choice) {
  const label = document.createElement("label"), radio = document.createElement("input");
  const shape = document.createElement("i"), words = document.createElement("span");
  Object.assign(radio, { type: "radio", name: "panel-size", value: choice.size });
  [shape.style.width, shape.style.height] = choice.shape.map(edge => `${edge}px`);
  words.append(document.createElement("b"), document.createElement("small"));
  label.append(radio, shape, words);
  return label;
}

function fact({ label, value, note, bad, used }) {
  const place = document.createElement("div");
  for (const [kind, text] of [["dt", label], ["dd", value], ["dd", note]])
    if (text) place.append(Object.assign(document.createElement(kind), { textContent: text }));
  place.toggleAttribute("data-bad", bad);
  if (used === null) return place;
  const bar = document.createElement("dd");
  bar.className = "panel-used";
  bar.style.setProperty("--used", used);
  place.append(bar);
  return place;
}

function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

// A phone shows digits for the boxes of numbers, but for those that take a sign, which such a keyboard has not.
document.addEventListener("pointerdown", event => {
  const box = event.target.closest?.("[class*='_box'] input[type=text]");
  if (box && !box.closest("[class*=growth_box], [class*=discount_box]")) box.inputMode = "decimal";
}, true);

// A link that leaves the page comes after the last move; a closed page can send nothing any more.
let present = null;
document.addEventListener("click", event => { if (event.target.closest?.("a")) present?.flush(); }, true);
addEventListener("pagehide", () => present?.flush());

const panels = new WeakMap();

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".panel");
  if (!panels.has(root)) panels.set(root, new Panel(root));
  const panel = present = panels.get(root);
  panel.take(data, message => setTriggerValue("moved", message));
  return () => {
    panel.leave();
    if (present === panel) present = null;
  };
}
