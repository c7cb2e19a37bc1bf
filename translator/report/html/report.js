// The report's page: filters, the map of pages and locales, a page's view. Texts only ever become text nodes.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const GLYPHS = { current: "✓", incomplete: "◐", outdated: "↻", missing: "○", edited: "✎", orphaned: "✕", unmanaged: "–" };
  const TONES = { current: "good", incomplete: "warn", outdated: "warn", missing: "warn", edited: "bad", orphaned: "bad", unmanaged: "soft" };
  const MESSAGE_STATES = ["translated", "fuzzy", "untranslated"];
  const FIRST = 60; // rows that are there at once; the others follow when the browser has nothing better to do
  const later = window.requestIdleCallback || ((f) => setTimeout(f, 16));

  let index = JSON.parse($("index").textContent);
  let chunks = JSON.parse($("chunks").textContent);
  let places = new Map(); // localized page → [number of its source page, number of its locale]
  let shown = []; // numbers of the source pages in the map
  let run = 0; // of filling the map; a newer one ends an older
  let opened = null; // what the page's view shows
  let returnTo = null;

  /** An element with its properties and children; a string is a text. */
  function make(name, properties, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties || {})) {
      if (value === undefined || value === null || value === false) continue;
      if (key === "class") element.className = value;
      else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  const count = (number, one) => `${number.toLocaleString("en")} ${number === 1 ? one : one + "s"}`;
  const percent = (cell) => (cell[1] ? Math.floor((cell[2] * 100) / cell[1]) : 0);
  const fragment = (localized) => `#page=${encodeURIComponent(localized)}`;

  // -- theme ------------------------------------------------------------------------------------

  const THEMES = ["automatic", "light", "dark"];
  function theme(name) {
    if (name === "automatic") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    $("theme").textContent = `Theme: ${name}`;
  }
  function remembered(value) {
    try { // a page from disk may have no storage
      if (value === undefined) return localStorage.getItem("translate-theme");
      localStorage.setItem("translate-theme", value);
    } catch { /* it is forgotten, then */ }
    return null;
  }
  $("theme").addEventListener("click", () => {
    const now = document.documentElement.dataset.theme || "automatic";
    const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
    theme(next);
    remembered(next);
  });
  const before = remembered();
  if (THEMES.includes(before)) theme(before);

  // -- filters ----------------------------------------------------------------------------------

  function wanted() {
    const states = [...$("states").querySelectorAll("input:checked")].map((box) => Number(box.value));
    return { text: $("search").value.trim().toLowerCase(), locale: $("locale").value, states: new Set(states) };
  }
  const columns = (filter) => index.locales.map((_, number) => number).filter((number) => filter.locale === "" || Number(filter.locale) === number);
  const fits = (cell, filter) => cell && (!filter.states.size || filter.states.has(cell[0]));

  function filtersOf() {
    const chosen = wanted();
    const select = $("locale");
    select.replaceChildren(make("option", { value: "" }, "All locales"));
    index.locales.forEach(([code], number) => select.append(make("option", { value: String(number) }, code)));
    select.value = chosen.locale;
    const totals = index.states.map(() => 0);
    for (const [, cells] of index.pages) for (const cell of cells) if (cell) totals[cell[0]] += 1;
    const chips = index.states.map((state, number) => {
      if (!totals[number]) return null;
      const box = make("input", { type: "checkbox", value: String(number) });
      box.checked = chosen.states.has(number);
      return make("label", { class: "chip" }, box, make("span", {}, make("i", { "aria-hidden": "true" }, GLYPHS[state]), state, " ", make("b", {}, totals[number].toLocaleString("en"))));
    });
    $("states").replaceChildren($("states").querySelector("legend"), ...chips.filter(Boolean));
  }

  // -- the map ----------------------------------------------------------------------------------

  function map() {
    const filter = wanted();
    const shownColumns = columns(filter);
    shown = [];
    let cells = 0;
    index.pages.forEach(([source, row], number) => {
      const matching = shownColumns.filter((column) => fits(row[column], filter));
      if (!matching.length) return;
      const texts = [source, ...matching.map((column) => row[column][7])];
      if (filter.text && !texts.some((text) => text.toLowerCase().includes(filter.text))) return;
      shown.push(number);
      cells += matching.length;
    });
    $("count").textContent = shown.length ? `${count(shown.filter((number) => !index.pages[number][2]).length, "source page")}, ${count(cells, "localized page")}` : "No page is like that.";
    $("heads").replaceChildren(
      make("th", { scope: "col" }, "Source page"),
      ...shownColumns.map((column) => make("th", { scope: "col" }, index.locales[column][0])),
    );
    $("map").hidden = !shown.length;
    $("rows").replaceChildren();
    fill(++run, 0, FIRST, filter, shownColumns);
  }

  function fill(mine, from, many, filter, shownColumns) {
    if (mine !== run) return;
    const rows = shown.slice(from, from + many).map((number) => {
      const [source, cells, gone] = index.pages[number];
      return make("tr", {}, make("th", { scope: "row" }, source, gone ? make("small", { class: "soft" }, " is gone") : null), ...shownColumns.map((column) => square(cells[column], column, filter)));
    });
    $("rows").append(...rows);
    if (from === 0) rove($("rows").querySelector("a"));
    if (from + many < shown.length) later(() => fill(mine, from + many, 200, filter, shownColumns));
  }

  function square(cell, column, filter) {
    if (!cell) return make("td", {}, make("span", { class: "vh" }, "none"));
    const state = index.states[cell[0]];
    const share = percent(cell);
    const level = state === "missing" || state === "unmanaged" || state === "orphaned" ? "off" : `q${share >= 100 ? 4 : share >= 80 ? 3 : share >= 50 ? 2 : share >= 25 ? 1 : 0}`;
    const link = make("a", { class: `cell ${level}${fits(cell, filter) ? "" : " dim"}`, href: fragment(cell[7]), tabindex: "-1", title: `${cell[7]}: ${state}` },
      make("i", { "aria-hidden": "true" }, GLYPHS[state]),
      make("span", {}, cell[1] ? `${share} %` : state === "current" ? "100 %" : "–"),
      make("span", { class: "vh" }, ` ${state}, ${index.locales[column][0]}`));
    return make("td", {}, link);
  }

  /** One cell is in the tab order; arrow keys move it. */
  function rove(link) {
    if (!link) return;
    for (const other of $("rows").querySelectorAll('a[tabindex="0"]')) other.tabIndex = -1;
    link.tabIndex = 0;
  }
  $("rows").addEventListener("focusin", (event) => { if (event.target.matches("a")) rove(event.target); });
  $("rows").addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = cell.parentElement;
    const at = cell.cellIndex;
    const along = (step) => { let next = row; do next = step < 0 ? next.previousElementSibling : next.nextElementSibling; while (next && !next.cells[at]?.querySelector("a")); return next?.cells[at]; };
    const across = (step) => { let next = cell; do next = step < 0 ? next.previousElementSibling : next.nextElementSibling; while (next && !next.querySelector("a")); return next; };
    const moves = { ArrowUp: () => along(-1), ArrowDown: () => along(1), ArrowLeft: () => across(-1), ArrowRight: () => across(1), Home: () => row.querySelector("td a")?.parentElement, End: () => [...row.querySelectorAll("td a")].at(-1)?.parentElement };
    if (!(event.key in moves)) return;
    event.preventDefault();
    const link = moves[event.key]()?.querySelector("a");
    if (link) link.focus();
  });

  // -- a page's view ----------------------------------------------------------------------------

  async function messages(number) {
    const bytes = Uint8Array.from(atob(chunks[number]), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  function about(localized) {
    const place = places.get(localized);
    if (!place) return null;
    const [number, column] = place;
    const [source, cells] = index.pages[number];
    return { number, column, source, cells, cell: cells[column], localized, locale: index.locales[column][0], tag: index.locales[column][1] };
  }

  const neighbour = (page, step) => {
    const at = shown.indexOf(page.number);
    for (let next = at + step; at >= 0 && next >= 0 && next < shown.length; next += step) {
      const cell = index.pages[shown[next]][1][page.column];
      if (cell) return cell[7];
    }
    return null;
  };

  function head(page) {
    const state = index.states[page.cell[0]];
    const title = make("h2", { id: "view-title", tabindex: "-1" }, page.localized);
    const facts = [
      make("span", { class: `badge ${TONES[state]}` }, make("i", { "aria-hidden": "true" }, GLYPHS[state]), state),
      make("span", {}, `from ${page.source}`),
      page.cell[1] ? make("span", {}, `${page.cell[2]} of ${count(page.cell[1], "message")} translated`) : null,
      page.cell[3] ? make("span", {}, `${page.cell[3]} fuzzy`) : null,
      page.cell[4] ? make("span", {}, `${page.cell[4]} by a machine`) : null,
      page.cell[5] ? make("span", {}, `${count(page.cell[5], "word")} to do`) : null,
      page.cell[6] ? make("span", {}, `source changed ${page.cell[6]}`) : null,
    ];
    const others = page.cells.map((cell, column) => (cell && column !== page.column ? make("a", { class: "button", href: fragment(cell[7]), lang: "" }, index.locales[column][0]) : null)).filter(Boolean);
    const back = make("a", { class: "button", href: "#pages" }, "← All pages");
    back.addEventListener("click", (event) => { event.preventDefault(); close(); });
    const link = (localized, text) => (localized ? make("a", { class: "button", href: fragment(localized) }, text) : null);
    const todo = make("label", { class: "chip" }, make("input", { type: "checkbox", id: "todo" }), make("span", {}, "To do only"));
    return [
      make("nav", { class: "tools", "aria-label": "Pages" }, back, link(neighbour(page, -1), "Previous"), link(neighbour(page, 1), "Next")),
      title,
      make("p", { class: "facts" }, ...facts),
      make("div", { class: "tools" }, todo, ...(others.length ? [make("span", { class: "soft" }, "The same page in"), ...others] : [])),
    ];
  }

  function words(changed) {
    return changed.map(([kind, text]) => (kind === "-" ? make("del", {}, text) : kind === "+" ? make("ins", {}, text) : document.createTextNode(text)));
  }

  function item(row, page) {
    const tone = ["good", "warn", "bad"][MESSAGE_STATES.indexOf(row.state)];
    const facts = [make("span", { class: `badge ${tone}` }, row.state), row.kind, row.context, row.line ? `line ${row.line}` : "", row.engine ? `by ${row.engine}` : ""];
    const source = make("div", { class: "source", lang: index.source[1], dir: "auto" }, ...(row.changed.length ? words(row.changed) : [row.source]));
    const text = make("div", { class: "text", lang: page.tag, dir: "auto" }, row.text);
    return make("li", { class: row.state === "translated" ? "" : "todo" },
      make("div", { class: "about" }, ...facts.filter(Boolean).map((fact) => (typeof fact === "string" ? make("span", {}, fact) : fact))),
      make("div", { class: "sides" }, source, text));
  }

  async function open(localized) {
    const page = about(localized);
    if (!page) return;
    const again = opened && opened.localized === localized;
    opened = page;
    const data = await messages(page.number);
    if (opened !== page) return; // another one was opened meanwhile
    const [rawRows, findings] = data.l[String(page.column)] || [[], []];
    const rows = rawRows.map(([source, text, state, kind, context, line, engine, changed]) => ({ source: data.t[source], text, state: MESSAGE_STATES[state], kind, context, line, engine, changed }));
    const todo = $("todo")?.checked;
    const notices = findings.map(([severity, rule, path, line, message, remedy]) => make("p", { class: `notice ${severity === "error" ? "bad" : severity === "info" ? "info" : ""}` }, make("b", {}, rule), ` ${path}${line ? ":" + line : ""}: ${message}${remedy ? ` (${remedy})` : ""}`));
    const items = rows.map((row) => item(row, page));
    const list = make("ol", { class: "messages", "aria-label": "Messages" });
    const view = $("view");
    view.replaceChildren(...head(page), ...notices, rows.length ? list : make("p", { class: "soft" }, "There is no catalog yet: translate sync makes one."));
    fillList(list, items, 0);
    const only = $("todo");
    only.checked = Boolean(todo && again);
    const narrow = () => items.forEach((each, number) => { each.hidden = only.checked && rows[number].state === "translated"; });
    only.addEventListener("change", narrow);
    narrow();
    $("overview").hidden = true;
    view.hidden = false;
    document.title = `${localized} – ${index.title}`;
    if (!again) {
      window.scrollTo(0, 0);
      $("view-title").focus({ preventScroll: true });
    }
    document.dispatchEvent(new CustomEvent("translate:page-open", { detail: { source: page.source, localized, locale: page.locale, tag: page.tag, rows, items, container: view } }));
  }

  function fillList(list, items, from) {
    list.append(...items.slice(from, from + 120));
    if (from + 120 < items.length) later(() => { if (list.isConnected) fillList(list, items, from + 120); });
  }

  function close() {
    if (location.hash.startsWith("#page=")) history.pushState(null, "", location.pathname + location.search);
    shut();
  }
  function shut() {
    if (!opened) return;
    const was = opened.localized;
    opened = null;
    $("view").hidden = true;
    $("view").replaceChildren();
    $("overview").hidden = false;
    document.title = `Translations of ${index.title}`;
    document.dispatchEvent(new CustomEvent("translate:page-close"));
    const link = [...document.querySelectorAll("#rows a")].find((each) => each.getAttribute("href") === fragment(was));
    const target = returnTo && returnTo.isConnected ? returnTo : link || $("pages");
    target.focus();
    target.scrollIntoView({ block: "center" });
  }

  function route() {
    const found = /^#page=(.*)$/.exec(location.hash);
    let localized = null;
    try { localized = found && decodeURIComponent(found[1]); } catch { /* no address of ours */ }
    if (localized && places.has(localized)) {
      if (!opened || opened.localized !== localized) open(localized); // one step may be told as two events
    } else shut();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#page="]');
    if (link && !opened) returnTo = link;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape" && opened && !typing) close();
    if (event.key === "/" && !typing && !opened && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      $("search").focus();
    }
  });

  function load(newIndex, newChunks) {
    index = newIndex;
    chunks = newChunks;
    places = new Map();
    index.pages.forEach(([, cells], number) => cells.forEach((cell, column) => { if (cell) places.set(cell[7], [number, column]); }));
    filtersOf();
    map();
    if (opened) {
      if (places.has(opened.localized)) open(opened.localized);
      else shut();
    }
  }

  $("filters").hidden = false;
  $("hint").hidden = false;
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("input", map);
  load(index, chunks);
  window.addEventListener("hashchange", route);
  window.addEventListener("popstate", route);
  route();
  window.translateReport = Object.freeze({ load, open: (localized) => { location.hash = fragment(localized); }, close });
  document.documentElement.dataset.ready = "true";
})();
