// Tabs, copying, the filter of the codes, the menu, and which part of the page the reader is in.
function chooseWay(way, kept) {
  keepingPlace(() => {
    for (const tab of document.querySelectorAll("[role=tab]")) {
      tab.setAttribute("aria-selected", String(tab.dataset.way === way));
      tab.tabIndex = tab.dataset.way === way ? 0 : -1;
    }
    for (const panel of document.querySelectorAll("[role=tabpanel]")) panel.hidden = panel.dataset.way !== way;
  }, kept);
}

function setUpTabs() {
  const ways = [...new Set([...document.querySelectorAll("[role=tab]")].map((tab) => tab.dataset.way))];
  if (!ways.length) return;
  chooseWay(ways.includes(remembered("way")) ? remembered("way") : ways[0]);
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (!tab) return;
    chooseWay(tab.dataset.way, tab);
    remember("way", tab.dataset.way);
  });
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest("[role=tab]");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!tab || !step) return;
    const tabs = [...tab.parentElement.children];
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // a page from a file may not use it
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

function setUpCopying() {
  const words = { copy: document.getElementById("copy-words").dataset };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const before = button.innerHTML;
    await toClipboard(button.parentElement.querySelector("code").textContent);
    if (button.classList.contains("done")) return;
    button.classList.add("done");
    button.textContent = say(words.copy, "copied");
    setTimeout(() => { button.innerHTML = before; button.classList.remove("done"); }, 1500);
  });
}

function setUpFilter() {
  const input = document.getElementById("filter");
  const codes = [...document.querySelectorAll("main .code")];
  const texts = new Map(codes.map((code) => [code, searchable(code).text]));
  function filter() {
    const words = plainly(input.value).trim().split(/\s+/);
    let shown = 0;
    for (const code of codes) {
      code.hidden = !words.every((word) => texts.get(code).includes(word));
      shown += !code.hidden;
    }
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector(".code:not([hidden])");
    document.getElementById("shown").textContent = shown;
    document.getElementById("some").hidden = !shown;
    document.getElementById("none").hidden = shown;
  }
  function showAll() {
    if (!input.value) return;
    input.value = "";
    filter();
  }
  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => { if (event.key === "Escape") showAll(); });
  document.addEventListener("going", (event) => { if (event.detail.closest("[hidden]")) showAll(); });
}

function setUpMenu() {
  const button = document.getElementById("menu");
  function open(wanted) {
    root.classList.toggle("nav-open", wanted);
    button.setAttribute("aria-expanded", String(wanted));
    document.getElementById("main").inert = wanted;
  }
  button.addEventListener("click", () => open(!root.classList.contains("nav-open")));
  document.addEventListener("going", () => open(false));
  matchMedia("(max-width: 60rem)").addEventListener("change", () => open(false));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") open(false); });
}

function setUpTrail() {
  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const places = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  function follow() {
    const edge = headerHeight() + 100;
    const here = places.filter((each) => each.getClientRects().length && each.getBoundingClientRect().top <= edge).pop();
    for (const link of links.values()) link.removeAttribute("aria-current");
    if (here) links.get(here.id).setAttribute("aria-current", "true");
  }
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();
}

document.addEventListener("DOMContentLoaded", () => {
  for (const setUp of [setUpTabs, setUpCopying, setUpFilter, setUpMenu, setUpTrail]) setUp();
});
