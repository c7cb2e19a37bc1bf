// The messages of one page: what a person types is theirs until it is saved, whatever happens to the files.

const { csrf } = window.translateServe;

class Messages {
  // page: its id, its tag …; source: the source locale's tag; changed: told what a save says of the page
  constructor(page, source, editable, changed) {
    this.page = page;
    this.source = source;
    this.editable = editable;
    this.changed = changed;
    this.boxes = new Map();
    this.todoOnly = false;
    this.list = el("ol", { class: "messages", "aria-label": "Messages" });
    this.update(page);
  }

  get dirty() {
    return [...this.boxes.values()].some((box) => box.dirty);
  }

  update(page) {
    this.page = page;
    const there = new Set(page.messages.map((each) => each.key));
    for (const [key, box] of this.boxes) {
      if (there.has(key)) continue;
      if (box.dirty || box.focused) box.gone();
      else { box.item.remove(); this.boxes.delete(key); }
    }
    let last = null;
    for (const message of page.messages) {
      let box = this.boxes.get(message.key);
      if (box) box.update(message);
      else {
        box = new Box(this, message);
        this.boxes.set(message.key, box);
      }
      const wanted = last ? last.nextElementSibling : this.list.firstElementChild;
      if (wanted !== box.item && !box.focused) {
        if (last) last.after(box.item);
        else this.list.prepend(box.item);
      }
      last = box.item;
    }
  }

  narrow(todoOnly) {
    this.todoOnly = todoOnly;
    for (const box of this.boxes.values()) box.show();
  }

  next(after) {
    const items = [...this.list.children].map((item) => item.box);
    const start = items.indexOf(after) + 1;
    const found = [...items.slice(start), ...items.slice(0, start)].find((box) => box !== after && box.unfinished);
    if (found) found.area.focus();
    else say("No unfinished message is left on this page.");
  }
}

class Box {
  constructor(owner, message) {
    this.owner = owner;
    this.message = message;
    const id = `m-${message.key}`;
    this.chip = el("span", { class: "badge" });
    this.about = el("div", { class: "about", id: `${id}-about` });
    this.text = el("div", { class: "source", id: `${id}-source`, lang: owner.source, dir: "auto" });
    this.answer = el("p", { class: "answer", id: `${id}-answer`, role: "status" });
    this.conflict = el("div", { class: "conflict", hidden: true });
    const right = el("div");
    if (owner.editable) {
      this.area = el("textarea", {
        id, rows: "1", lang: owner.page.tag, dir: "auto", spellcheck: "true",
        "aria-labelledby": `${id}-source`, "aria-describedby": `${id}-about ${id}-answer`,
        oninput: () => this.show(),
        onkeydown: (event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            this.save(false, true);
          }
        },
      });
      this.area.value = message.text;
      this.first = el("button", { type: "button", class: "button first", onclick: () => this.save(false) });
      this.later = el("button", { type: "button", class: "button", onclick: () => this.save(true) }, "Save as fuzzy");
      this.undo = el("button", { type: "button", class: "button", onclick: () => this.reset() }, "Undo");
      right.append(this.area, el("div", { class: "acts" }, this.first, this.later, this.undo), this.answer, this.conflict);
    } else {
      this.area = el("div", { class: "text", lang: owner.page.tag, dir: "auto" });
      right.append(this.area);
    }
    this.item = el("li", {}, this.about, el("div", { class: "sides" }, this.text, right));
    this.item.box = this;
    this.show();
  }

  get value() { return this.owner.editable ? this.area.value : this.message.text; }
  get dirty() { return this.owner.editable && this.area.value !== this.message.text; }
  get focused() { return this.item.contains(document.activeElement); }
  get unfinished() { return this.message.state !== "translated" || this.dirty; }

  update(message) {
    if (message.id === this.message.id) {
      this.message = message;
    } else if (this.dirty) {
      this.clash(message);
    } else {
      this.message = message;
      if (this.owner.editable && this.area.value !== message.text) this.area.value = message.text;
    }
    this.show();
  }

  gone() {
    this.tell("This message is no longer on the page. Your text is kept here as long as this window is open.", true);
  }

  // Somebody else wrote meanwhile: both texts are shown, and none is lost.
  clash(theirs) {
    this.conflict.replaceChildren(
      el("strong", {}, "Changed meanwhile. The catalog now has:"),
      el("p", { lang: this.owner.page.tag, dir: "auto" }, theirs.text || "(nothing)"),
      el("div", { class: "acts" },
        el("button", { type: "button", class: "button", onclick: () => { this.settle(theirs); this.area.value = theirs.text; this.show(); this.area.focus(); } }, "Take theirs"),
        el("button", { type: "button", class: "button", onclick: () => { this.settle(theirs); this.save(false); this.area.focus(); } }, "Save mine")));
    this.conflict.hidden = false;
    this.tell("Not saved: the catalog was changed meanwhile.", true);
  }

  settle(theirs) {
    this.message = theirs;
    this.conflict.hidden = true;
    this.tell("");
  }

  reset() {
    this.area.value = this.message.text;
    this.conflict.hidden = true;
    this.tell("");
    this.show();
    this.area.focus();
  }

  tell(text, wrong = false) {
    this.answer.textContent = text;
    this.answer.classList.toggle("refused", wrong);
    if (wrong) this.area.setAttribute("aria-invalid", "true");
    else this.area.removeAttribute("aria-invalid");
  }

  async save(fuzzy, onward = false) {
    const text = this.area.value;
    const { message } = this;
    this.area.setAttribute("aria-busy", "true");
    let saved;
    try {
      const answer = await fetch(`/save/${this.owner.page.id}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Translate-CSRF": csrf },
        body: JSON.stringify({ id: message.id, text, fuzzy }),
      });
      if (!answer.ok) throw new Error((await answer.text()).trim());
      saved = await answer.json();
    } catch (error) {
      this.tell(`Not saved: ${error.message}`, true);
      return;
    } finally {
      this.area.removeAttribute("aria-busy");
    }
    if (saved.outcome === "taken" || saved.outcome === "same") {
      this.conflict.hidden = true;
      if (saved.message) {
        const typed = this.area.value !== text; // went on typing meanwhile
        this.message = saved.message;
        if (!typed) this.area.value = saved.message.text;
      }
      this.tell(saved.outcome === "same" ? "Nothing to save." : fuzzy ? "Saved as fuzzy." : "Saved.");
      this.show();
      if (saved.page) this.owner.changed(saved.page);
      if (onward) this.owner.next(this);
    } else if (saved.outcome === "conflict" && saved.message) {
      this.clash(saved.message);
    } else if (saved.outcome === "gone") {
      this.gone();
    } else {
      this.tell(`Not saved: ${saved.reason}`, true);
      if (this.focused || onward) this.area.focus();
    }
  }

  show() {
    const { message } = this;
    const parts = message.changed.map(([kind, text]) => (kind === "+" ? el("ins", {}, text) : text));
    this.text.replaceChildren(...(parts.length ? parts : [message.message]));
    this.item.className = message.state === "translated" ? "" : "todo";
    this.item.hidden = this.owner.todoOnly && !this.unfinished && !this.focused;
    this.chip.textContent = message.state;
    this.chip.className = `badge ${{ translated: "good", fuzzy: "warn" }[message.state] || "bad"}`;
    const told = [message.context, ...message.notes, message.line ? `line ${message.line}` : ""];
    if (message.machine) told.push(`by ${message.machine}, not looked at by a person`);
    if (message.state === "fuzzy" && message.previous) told.push(`was made for: ${message.previous}`);
    this.about.replaceChildren(this.chip, ...told.filter(Boolean).map((text) => el("span", {}, text)));
    if (!this.owner.editable) {
      this.area.textContent = message.text;
      return;
    }
    const approve = !this.dirty && message.text && (message.state === "fuzzy" || message.marked);
    this.first.textContent = approve ? "Approve" : "Save";
    this.first.hidden = !this.dirty && !approve;
    this.later.hidden = !this.dirty || !this.area.value;
    this.undo.hidden = !this.dirty;
  }
}
