// Search over everything that has a `data-kind`, in both languages whatever the view.
const MOST = 40;
const plainly = (text) => text.normalize("NFKC").toLowerCase().replace(/cancell/g, "cancel");
const inOneLine = (parts) => [...parts].map((each) => each.textContent).join(" ").replace(/\s+/g, " ").trim();

function searchable(element) {
  const inside = (language) => inOneLine(
    [...element.querySelectorAll(`[lang="${language}"]`)].filter((each) => !each.closest(".of-class")));
  const name = element.dataset.name;
  const entry = { element, kind: element.dataset.kind, name, nameZh: element.dataset.nameZh || name };
  Object.assign(entry, { en: inside("en"), zh: inside("zh-CN") });
  const more = [...element.querySelectorAll("code, .number > *, h3")].filter((each) => !each.closest("body [lang], .of-class"));
  entry.text = plainly([name, entry.nameZh, entry.en, entry.zh, inOneLine(more), element.dataset.class || ""].join(" "));
  return entry;
}

// The best first: the name itself, then names that begin so, names that have it, texts that have the words together.
function rank(entry, query, words) {
  const names = [entry.name, entry.nameZh].flatMap((name) => [plainly(name), plainly(name.split(/[.\s]/).pop())]);
  if (names.includes(query)) return 0;
  if (names.some((name) => name.startsWith(query))) return 1;
  if (names.some((name) => name.includes(query))) return 2;
  if (entry.text.includes(query)) return 3;
  return words.every((word) => entry.text.includes(word)) ? 4 : -1;
}

function matches(entries, typed) {
  const query = plainly(typed).trim().replace(/\s+/g, " ");
  if (!query) return [];
  const words = query.split(" ");
  return entries.map((entry, place) => ({ entry, place, rank: rank(entry, query, words) }))
    .filter((each) => each.rank >= 0)
    .sort((one, other) => one.rank - other.rank || one.place - other.place)
    .map((each) => each.entry);
}

// The text with what was typed in `<mark>`, from a little before its first place on.
function marked(holder, text, typed) {
  const word = typed.trim().toLowerCase();
  const at = text.toLowerCase().indexOf(word);
  if (at < 0 || !word) { holder.append(text); return; }
  const from = at > 90 ? at - 60 : 0;
  const mark = document.createElement("mark");
  mark.textContent = text.slice(at, at + word.length);
  holder.append((from ? "…" : "") + text.slice(from, at), mark, text.slice(at + word.length));
}

function resultItem(entry, index, typed, kinds) {
  const made = (tag, parent) => parent.appendChild(document.createElement(tag));
  const item = document.createElement("li");
  item.id = `result-${index}`;
  item.setAttribute("role", "option");
  item.dataset.to = entry.element.id;
  const what = made("div", item);
  what.className = "what";
  const inChinese = root.dataset.view === "zh";
  marked(made("b", what), inChinese ? entry.nameZh : entry.name, typed);
  made("small", what).textContent = kinds[entry.kind];
  // The language of the view, unless the words stand in the other one only.
  const [first, second] = inChinese ? [entry.zh, entry.en] : [entry.en, entry.zh];
  const foreign = !plainly(first).includes(plainly(typed).trim()) && plainly(second).includes(plainly(typed).trim());
  marked(made("p", item), foreign ? second : first, typed);
  return item;
}

function goTo(id) {
  const target = document.getElementById(id);
  going(target);
  if (location.hash === `#${id}`) target.scrollIntoView({ behavior: "instant" });
  else location.hash = id;
  target.classList.remove("flash");
  void target.offsetWidth;
  target.classList.add("flash");
  target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
}

document.addEventListener("DOMContentLoaded", () => {
  const input = document.getElementById("search");
  const list = document.getElementById("results");
  const count = document.getElementById("found");
  const names = [...list.querySelectorAll("template")];
  const entries = [...document.querySelectorAll("main [data-kind]")].map(searchable);
  let chosen = 0;

  function choose(index) {
    const items = [...list.children];
    if (!items.length) return;
    chosen = (index + items.length) % items.length;
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === chosen)));
    items[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[chosen].id);
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    count.className = "unseen";
  }

  function show() {
    const kinds = Object.fromEntries(names.map((each) => [each.dataset.kindName, say(each.dataset)]));
    const found = matches(entries, input.value);
    list.replaceChildren(...found.slice(0, MOST).map((entry, index) => resultItem(entry, index, input.value, kinds)));
    count.textContent = !input.value.trim() ? "" : found.length ? `${found.length} ${say(count.dataset, "found")}` : say(count.dataset, "none");
    count.className = input.value.trim() && !found.length ? "" : "unseen";
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) choose(0);
  }

  function go(item) {
    close();
    input.blur();
    goTo(item.dataset.to);
  }

  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const item = list.children[chosen];
    if (step && !list.hidden) { event.preventDefault(); choose(chosen + step); }
    else if (event.key === "Enter" && !event.isComposing && !list.hidden && item) { event.preventDefault(); go(item); }
    else if (event.key === "Escape") { event.preventDefault(); if (list.hidden && count.className) input.blur(); else close(); }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => { const item = event.target.closest("[data-to]"); if (item) go(item); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus({ preventScroll: true });
    input.select();
  });
});
