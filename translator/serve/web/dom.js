// Elements are made of text and attributes, never of HTML: what a page or a translation holds stays text.

function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const said = el("p", { id: "said", role: "status", "aria-live": "polite" });
let saidUntil = 0;

function say(text) {
  said.textContent = text;
  clearTimeout(saidUntil);
  saidUntil = setTimeout(() => { said.textContent = ""; }, 6000);
}

async function load(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error((await answer.text()).trim() || String(answer.status));
  return answer.json();
}
