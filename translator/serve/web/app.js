// The site: its pages, how they stand, and the one that is open. Everything shown is text that the server gave.

import { el, load, say } from "/static/dom.js";
import { Messages } from "/static/messages.js";

const byId = (id) => document.getElementById(id);
const main = byId("main");
let site = { pages: [], locales: [], editable: false, source: "en" };
let open = null; // { page, messages, head, frames … }
let turn = 0;

const done = (page) => page.state === "current" || page.state === "unmanaged";
const share = (pages) => {
  const all = pages.reduce((sum, page) => sum + page.total, 0);
  const translated = pages.reduce((sum, page) => sum + page.translated, 0);
  return all ? `${Math.floor((translated * 100) / all)} %` : "–";
};

function showList() {
  const locale = byId("locale").value;
  const find = byId("find").value.toLowerCase();
  const shown = site.pages.filter((page) =>
    (!locale || page.locale === locale) &&
    (byId("filter").value === "all" || !done(page) || page.findings.length) &&
    page.localized.toLowerCase().includes(find));
  byId("count").textContent = `(${shown.length} of ${site.pages.length})`;
  const focused = document.activeElement?.getAttribute("href");
  byId("pages").replaceChildren(...shown.slice(0, 2000).map((page) =>
    el("li", {}, el("a", { href: `#${page.id}`, "aria-current": open?.page.id === page.id ? "page" : false },
      page.localized, el("small", {}, `${page.state || "?"}, ${page.translated}/${page.total} translated${page.fuzzy ? `, ${page.fuzzy} fuzzy` : ""}`)))));
  if (focused?.length > 1 && document.activeElement === document.body) {
    [...byId("pages").querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  }
}

function showSite() {
  const rows = site.locales.map(({ code }) => {
    const own = site.pages.filter((page) => page.locale === code);
    const count = (test) => String(own.filter(test).length);
    return el("tr", {},
      el("th", { scope: "row" }, code),
      el("td", { class: "number" }, String(own.length)),
      el("td", { class: "number" }, count(done)),
      el("td", { class: "number" }, share(own)),
      el("td", { class: "number" }, String(own.reduce((sum, page) => sum + page.fuzzy, 0))),
      el("td", { class: "number" }, count((page) => page.findings.length)));
  });
  const heads = ["pages", "current", "translated", "fuzzy messages", "with findings"];
  main.replaceChildren(
    el("h2", {}, "How the translations stand"),
    el("p", { class: "facts" }, site.editable ? "Choose a page to translate it." : "Choose a page to look at it. To translate here, start translate serve with --edit."),
    el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "By locale" },
      el("table", {}, el("caption", {}, "By locale"),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "locale"), ...heads.map((head) => el("th", { scope: "col", class: "number" }, head)))),
        el("tbody", {}, ...rows))));
}

function showHead(page) {
  open.head.replaceChildren(
    el("h2", {}, page.localized),
    el("p", { class: "facts" },
      el("span", { class: `chip ${page.state}` }, page.state || "?"),
      ` ${page.translated}/${page.total} translated${page.fuzzy ? `, ${page.fuzzy} fuzzy` : ""} · from ${page.source} · catalog ${page.catalog}`),
    page.problem ? el("p", { class: "error" }, page.problem) : "",
    page.findings.length ? el("ul", { class: "findings" }, ...page.findings.map((finding) =>
      el("li", { class: finding.severity }, `${finding.severity}: ${finding.text}`))) : "");
}

function frame(page, side) {
  return el("iframe", {
    sandbox: true, title: side === "source" ? "Preview of the source page" : "Preview of the localized page",
    src: `/preview/${page.id}/${side}?${turn += 1}`, referrerpolicy: "no-referrer",
  });
}

function showFrames() {
  if (open.frames.hidden) { open.stale = true; return; }
  open.stale = false;
  const { page } = open;
  open.frames.replaceChildren(
    el("section", {}, el("h3", {}, page.source), frame(page, "source")),
    el("section", {}, el("h3", {}, `${page.localized}${page.state === "missing" ? " (draft: not written yet)" : ""}`), frame(page, "localized")));
}

function choose(view) {
  for (const [name, button] of Object.entries(open.tabs)) button.setAttribute("aria-pressed", String(name === view));
  open.messages.list.hidden = view !== "messages";
  open.frames.hidden = view !== "preview";
  if (view === "preview" && open.stale) showFrames();
}

async function openPage(id) {
  const page = await load(`/page/${id}`);
  const messages = new Messages(page, site.source, site.editable, pageChanged);
  const tab = (name, text) => el("button", { type: "button", onclick: () => choose(name) }, text);
  open = {
    page, messages, stale: true, head: el("div"), frames: el("div", { class: "frames", hidden: true }),
    tabs: { messages: tab("messages", "Messages"), preview: tab("preview", "Preview") },
  };
  const next = el("button", { type: "button", onclick: () => messages.next(null) }, "Next unfinished");
  main.replaceChildren(open.head,
    el("div", { class: "tabs" }, open.tabs.messages, open.tabs.preview,
      site.editable ? next : "", site.editable ? el("span", { class: "facts" }, "Ctrl+Enter saves and goes on") : ""),
    messages.list, open.frames);
  showHead(page);
  choose("messages");
}

function pageChanged(page) {
  const place = site.pages.findIndex((each) => each.id === page.id);
  if (place >= 0) site.pages[place] = { ...site.pages[place], ...page, messages: undefined };
  if (open?.page.id === page.id) {
    open.page = page;
    showHead(page);
    open.messages.update(page);
    showFrames();
  }
  showList();
}

async function follow() {
  const id = location.hash.slice(1);
  if (open && open.page.id === id) return;
  if (open?.messages.dirty && !confirm("Leave this page? What you typed and did not save is lost.")) {
    history.replaceState(null, "", `#${open.page.id}`);
    return;
  }
  open = null;
  try {
    if (/^[0-9a-f]{16}$/.test(id)) await openPage(id);
    else showSite();
    if (id) main.focus();
  } catch (error) {
    main.replaceChildren(el("p", { class: "error" }, error.message));
  }
  document.title = `${open ? open.page.localized : site.name} – translations`;
  if (open && matchMedia("(max-width: 760px)").matches) byId("list").open = false;
  showList();
}

async function loadSite() {
  site = await load("/site");
  const before = byId("locale").value;
  byId("locale").replaceChildren(el("option", { value: "" }, "all"), ...site.locales.map(({ code }) => el("option", { value: code }, code)));
  byId("locale").value = site.locales.some(({ code }) => code === before) ? before : "";
  showList();
}

async function refresh(pages) {
  await loadSite();
  if (!open) { if (!location.hash.slice(1)) showSite(); return; }
  if (pages.length && !pages.includes(open.page.id)) return;
  const { page } = open;
  try {
    const now = await load(`/page/${page.id}`);
    if (open?.page.id === page.id) pageChanged(now);
  } catch (error) {
    say(`${page.localized}: ${error.message}`);
  }
}

function listen() {
  const events = new EventSource("/events");
  let lost = false;
  events.addEventListener("open", () => {
    byId("live").textContent = site.editable ? "live" : "live, read-only";
    byId("live").className = "";
    if (lost) refresh([]).catch(() => {});
    lost = false;
  });
  events.addEventListener("error", () => {
    lost = true;
    byId("live").textContent = "the server has ended or does not answer";
    byId("live").className = "off";
  });
  events.addEventListener("change", (event) => {
    refresh(JSON.parse(event.data).pages).catch((error) => say(error.message));
  });
}

for (const id of ["locale", "filter"]) byId(id).addEventListener("change", showList);
byId("find").addEventListener("input", showList);
addEventListener("hashchange", follow);
addEventListener("beforeunload", (event) => { if (open?.messages.dirty) event.preventDefault(); });

try {
  await loadSite();
  await follow();
  listen();
} catch (error) {
  main.replaceChildren(el("p", { class: "error" }, error.message));
}
