// The ways to save that come first. What links do on a plain click is the menu's; a button sends the id of its way.

function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function link(place, data, id, text) {
  put(place, text);
  place.dataset.saving = id;
  place.href = `/${place.dataset.path}?${data.query}${id && `&${data.saving}=${id}`}`;
}

/** Lists of other ways take the place of those that stand there; what has the focus stays while they are the same. */
function arrange(root, place, kinds) {
  const key = JSON.stringify(kinds.map(kind => kind.ways.map(way => way.id)));
  if (root.dataset.key === key) return;
  root.dataset.key = key;
  const card = root.querySelector("template").content;
  place.replaceChildren(...kinds.flatMap((kind, number) => {
    const name = document.createElement("p"), list = document.createElement("ul");
    name.id = `first-ways-${number}`;
    list.setAttribute("aria-labelledby", name.id);
    for (const way of kind.ways) {
      list.append(card.cloneNode(true));
      list.lastElementChild.dataset.way = way.id;
    }
    return [name, list];
  }));
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".first-ways"), [title, place, all] = root.children;
  put(title, data.title);
  arrange(root, place, data.kinds);
  for (const [number, kind] of data.kinds.entries()) {
    const [name, list] = [place.children[2 * number], place.children[2 * number + 1]];
    put(name, kind.name);
    for (const [number, way] of kind.ways.entries()) {
      const [name, about, alike, button] = list.children[number].children;
      link(name, data, way.id, way.name);
      put(about.children[0], way.saving);
      put(about.children[1], way.change);
      put(alike, way.alike);
      put(button.lastElementChild, data.apply);
    }
  }
  link(all, data, "", data.all);
  root.onclick = event => {
    const button = event.target.closest("button");
    if (button) setTriggerValue("apply", button.closest("li").dataset.way);
  };
}
