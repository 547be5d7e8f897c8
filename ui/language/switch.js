// A list of languages. The address asks for the one that is chosen; the server remembers it in a cookie.

export default function ({ parentElement, data }) {
  const list = parentElement.querySelector("#language");
  document.documentElement.lang = data.tag;
  if (list.options.length) return;
  for (const [code, name] of data.languages) list.add(new Option(name, code, false, code === data.present));
  for (const option of list.options) option.lang = option.value.replace("_", "-");
  list.hidden = data.languages.length < 2;
  list.addEventListener("change", () => {
    const address = new URL(location.href);
    address.searchParams.set(data.key, list.value);
    location.assign(address);
  });
}
