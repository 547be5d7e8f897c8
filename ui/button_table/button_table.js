// A table of text with a button in its rows, which sends the id of its row. On a narrow screen the first columns of a row
// are seen, and the others once it is opened.

const opened = new WeakMap(); // by table: the ids of the rows that are open
const drawn = new WeakMap(); // by table: what is drawn

function made(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function row(data, { id, cells, tone, label }, open) {
  const more = made("button", { type: "button", className: "button-table-more", textContent: data.more });
  more.setAttribute("aria-label", data.more_of.replace("{}", cells[0]));
  more.setAttribute("aria-expanded", open);
  const shown = cells.map((text, place) => {
    const [heading, kind] = data.columns[place];
    const cell = made("td", { className: kind }, made("span", { textContent: text }));
    cell.setAttribute("role", place ? "cell" : "rowheader");
    cell.dataset.heading = heading;
    if (kind === "answer") cell.append(more);
    return cell;
  });
  const last = made("td", { className: "button" });
  last.setAttribute("role", "cell");
  if (label) {
    const use = made("button", { type: "button", className: "button-table-use", textContent: label });
    use.setAttribute("aria-label", `${label}: ${cells[0]}`);
    last.append(use);
  }
  const line = made("tr", {}, ...shown, last);
  line.setAttribute("role", "row");
  line.dataset.id = id;
  line.dataset.tone = tone;
  line.toggleAttribute("data-open", open);
  return line;
}

function draw(table, data) {
  const now = JSON.stringify(data);
  if (drawn.get(table) === now) return;
  drawn.set(table, now);
  const open = opened.get(table), focused = document.activeElement;
  const held = table.contains(focused) ? [focused.closest("tr")?.dataset.id, focused.className] : undefined;
  table.setAttribute("aria-label", data.name);
  table.tHead.rows[0].replaceChildren(...[...data.columns, [data.choose, "button"]].map(([heading, kind]) => {
    const head = made("th", { className: kind, scope: "col", textContent: heading });
    head.setAttribute("role", "columnheader");
    return head;
  }));
  table.tBodies[0].replaceChildren(...data.rows.map(each => row(data, each, open.has(each.id))));
  if (held) table.querySelector(`tr[data-id="${CSS.escape(held[0])}"] .${held[1]}`)?.focus({ preventScroll: true });
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const table = parentElement.querySelector(".button-table table");
  if (!opened.has(table)) opened.set(table, new Set());
  draw(table, data);
  table.onclick = event => {
    const button = event.target.closest("button"), line = button?.closest("tr");
    if (!line) return;
    const { id } = line.dataset;
    if (button.className === "button-table-use") return setTriggerValue("pressed", id);
    const open = line.toggleAttribute("data-open");
    button.setAttribute("aria-expanded", open);
    opened.get(table)[open ? "add" : "delete"](id);
  };
}
