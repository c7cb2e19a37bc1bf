// What the report becomes when it is served: live, with previews, and with a box for each translation.

const { editable } = window.translateServe;
// The report's own HTML, as this server makes it, is read for its parts; scripts in it would not run.
const trusted = window.trustedTypes?.createPolicy("translate", { createHTML: (text) => text });
const live = el("p", { id: "live", class: "soft", role: "status" }, "…");
const views = new Map(); // localized page → its view, while it is open or holds what is not saved
let site = { pages: [], source: "en" };
let shown = null;
let stale = false;
let turn = 0;
let last = Promise.resolve();

class View {
  constructor(page) {
    this.page = page;
    this.messages = new Messages(page, site.source, editable, (now) => this.update(now));
    this.facts = el("div", {});
    this.frames = el("div", { class: "frames", hidden: true });
    this.preview = el("button", { type: "button", class: "button", "aria-pressed": "false", onclick: () => this.turn() }, "Preview");
    this.next = editable ? el("button", { type: "button", class: "button", onclick: () => this.messages.next(null) }, "Next to do") : null;
    this.hint = editable ? el("p", { class: "soft hint" }, "Ctrl+Enter saves, and goes on to the next message that is to do.") : null;
    this.update(page);
  }

  update(page) {
    this.page = page;
    this.messages.update(page);
    const place = site.pages.findIndex((each) => each.id === page.id);
    if (place >= 0) site.pages[place] = page;
    this.facts.replaceChildren(
      el("p", { class: "now" }, el("b", {}, page.state || "?"), `, ${page.translated} of ${page.total} translated${page.fuzzy ? `, ${page.fuzzy} fuzzy` : ""}. Catalog: ${page.catalog}`),
      ...(page.problem ? [el("p", { class: "notice bad" }, page.problem)] : []),
      ...page.findings.map((finding) => el("p", { class: `notice ${finding.severity === "error" ? "bad" : ""}` }, finding.text)));
    this.showFrames();
  }

  turn() {
    this.frames.hidden = !this.frames.hidden;
    this.messages.list.hidden = !this.frames.hidden;
    this.preview.setAttribute("aria-pressed", String(!this.frames.hidden));
    this.showFrames();
  }

  showFrames() {
    if (this.frames.hidden) return;
    const frame = (side, title) => el("iframe", {
      sandbox: true, title, src: `/preview/${this.page.id}/${side}?${turn += 1}`, referrerpolicy: "no-referrer",
    });
    const draft = this.page.state === "missing" ? " (draft: not written yet)" : "";
    this.frames.replaceChildren(
      el("section", {}, el("h3", {}, this.page.source), frame("source", "Preview of the source page")),
      el("section", {}, el("h3", {}, this.page.localized + draft), frame("localized", "Preview of the localized page")));
  }

  // Into the report's view of the page; what a person types stays where it is.
  mount(container) {
    for (const part of container.querySelectorAll(":scope > .messages, :scope > .notice, :scope > p")) part.remove();
    container.querySelector(".tools").append(this.preview, ...(this.next ? [this.next] : []));
    container.append(this.facts, ...(this.hint ? [this.hint] : []), this.messages.list, this.frames);
    const only = container.querySelector("#todo");
    if (only) {
      only.checked = this.messages.todoOnly;
      only.addEventListener("change", () => this.messages.narrow(only.checked));
    }
  }
}

async function openView(localized, container) {
  shown = localized;
  let view = views.get(localized);
  if (!view) {
    const known = site.pages.find((page) => page.localized === localized);
    if (!known) return;
    const page = await load(`/page/${known.id}`);
    if (shown !== localized) return;
    view = views.get(localized) || new View(page); // it may have been opened again meanwhile
    views.set(localized, view);
  }
  view.mount(container);
}

function leave() {
  const view = views.get(shown);
  if (view && !view.messages.dirty) views.delete(shown);
  shown = null;
}

async function refresh(pages) {
  site = await load("/site");
  stale = true;
  const view = views.get(shown);
  if (view) {
    if (pages.length && !pages.includes(view.page.id)) return;
    try {
      view.update(await load(`/page/${view.page.id}`));
    } catch (error) {
      say(`${view.page.localized}: ${error.message}`);
    }
  } else await overview();
}

// The report anew: its figures, its map. Filters and focus stay.
function overview() {
  last = last.catch(() => {}).then(renew);
  return last;
}

async function renew() {
  if (!stale) return;
  stale = false;
  const answer = await fetch("/");
  if (!answer.ok) throw new Error((await answer.text()).trim());
  const text = await answer.text();
  const now = new DOMParser().parseFromString(trusted ? trusted.createHTML(text) : text, "text/html");
  const place = document.activeElement?.getAttribute("href");
  const parts = (of) => [...of.querySelectorAll("#overview > :not([aria-labelledby='pages'])")];
  for (const part of parts(document)) part.remove();
  document.getElementById("overview").prepend(...parts(now));
  document.querySelector(".top p").replaceWith(now.querySelector(".top p"));
  const data = (id) => JSON.parse(now.getElementById(id).textContent);
  window.translateReport.load(data("index"), data("chunks"));
  if (place && document.activeElement === document.body) {
    [...document.querySelectorAll("#overview a")].find((link) => link.getAttribute("href") === place)?.focus();
  }
}

function listen() {
  const events = new EventSource("/events");
  let lost = false;
  events.addEventListener("open", () => {
    live.textContent = editable ? "Live. Changes are saved to the catalogs." : "Live, read-only: start translate serve with --edit to translate here.";
    if (lost) refresh([]).catch((error) => say(error.message));
    lost = false;
  });
  events.addEventListener("error", () => {
    lost = true;
    live.textContent = "The server has ended, or does not answer.";
  });
  events.addEventListener("change", (event) => {
    refresh(JSON.parse(event.data).pages).catch((error) => say(error.message));
  });
}

addEventListener("beforeunload", (event) => {
  if ([...views.values()].some((view) => view.messages.dirty)) event.preventDefault();
});
document.addEventListener("translate:page-open", (event) => {
  if (shown !== event.detail.localized) leave();
  openView(event.detail.localized, event.detail.container).catch((error) => say(error.message));
});
document.addEventListener("translate:page-close", () => {
  leave();
  overview().catch((error) => say(error.message));
});

document.querySelector("footer").textContent = "Served on this machine alone by translate serve.";
document.querySelector(".top > div").append(live);
document.body.append(said);
load("/site").then((found) => {
  site = found;
  listen();
  const open = /^#page=(.*)$/.exec(location.hash);
  const container = document.getElementById("view");
  if (open && !container.hidden && container.childElementCount) openView(decodeURIComponent(open[1]), container);
}).catch((error) => { live.textContent = error.message; });
