"use strict";
// Which language, which theme, and where the reader is. The first lines run before anything is painted.
const root = document.documentElement;
const VIEWS = ["en", "zh", "both"];
const HTML_LANG = { en: "en", zh: "zh-CN", both: "en" };

// A browser may forbid storage to a page from a file.
function remembered(key) {
  try { return localStorage.getItem(`okx-client:${key}`); } catch { return null; }
}
function remember(key, value) {
  try { localStorage.setItem(`okx-client:${key}`, value); } catch { /* the choice lasts for this visit then */ }
}

function firstView() {
  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = [asked, remembered("view")].find((view) => VIEWS.includes(view));
  if (wanted) return wanted;
  const known = (navigator.languages || []).map((language) => language.slice(0, 2)).find((two) => VIEWS.includes(two));
  return known || "en";
}

root.classList.add("js");
root.dataset.view = firstView();
if (["light", "dark"].includes(remembered("theme"))) root.dataset.theme = remembered("theme");

// The words of an attribute in the present view.
function say(data, name) {
  const [en, zh] = ["En", "Zh"].map((language) => data[name ? name + language : language.toLowerCase()]);
  return { en, zh, both: `${en} · ${zh}` }[root.dataset.view];
}

function relabel() {
  root.lang = HTML_LANG[root.dataset.view];
  const title = document.querySelector("title");
  title.textContent = say(title.dataset);
  for (const each of document.querySelectorAll("[data-label-en]")) each.setAttribute("aria-label", say(each.dataset, "label"));
  for (const each of document.querySelectorAll("[data-hint-en]")) {
    each.placeholder = say(each.dataset, "hint");
    each.setAttribute("aria-label", each.placeholder);
  }
  for (const each of document.querySelectorAll("[data-set-view]")) {
    each.setAttribute("aria-pressed", String(each.dataset.setView === root.dataset.view));
  }
}

function headerHeight() {
  return Math.max(0, document.getElementById("top").getBoundingClientRect().bottom);
}

// What covers or hides a place has to give way before the browser goes there.
function going(target) {
  document.dispatchEvent(new CustomEvent("going", { detail: target }));
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link) going(document.getElementById(link.getAttribute("href").slice(1)));
});
addEventListener("hashchange", () => {
  const target = document.querySelector(":target");
  if (!target) return;
  const wasThere = target.getClientRects().length;
  going(target);
  if (!wasThere) target.scrollIntoView({ behavior: "instant" });
});

// Change the page, and keep what stands at the top of the window (or `kept`) where it stands.
function keepingPlace(change, kept) {
  const edge = headerHeight();
  const shown = [...document.querySelectorAll("main [data-keep]")].filter((each) => each.getClientRects().length);
  const anchor = kept || (scrollY > 0 && shown.find((each) => each.getBoundingClientRect().top >= edge - 1));
  const before = anchor && anchor.getBoundingClientRect().top;
  change();
  if (anchor) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
}

function setView(view) {
  keepingPlace(() => { root.dataset.view = view; relabel(); });
  remember("view", view);
  const url = new URL(location.href);
  if (!url.searchParams.has("lang")) return;
  url.searchParams.set("lang", view);
  try { history.replaceState(null, "", url); } catch { /* some browsers forbid it to a page from a file */ }
}

function switchTheme() {
  const dark = getComputedStyle(root).colorScheme === "dark"
    || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "light" : "dark";
  remember("theme", root.dataset.theme);
}

document.addEventListener("DOMContentLoaded", () => {
  relabel();
  for (const each of document.querySelectorAll("[data-set-view]")) {
    each.addEventListener("click", () => setView(each.dataset.setView));
  }
  document.getElementById("theme").addEventListener("click", switchTheme);
});
