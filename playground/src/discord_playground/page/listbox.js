/** A list of options of which one is active, for those who hold the focus elsewhere. */

import { h, newId } from "./dom.js";

/** Items: `{ value, label, more?, description?, before?, selected?, disabled? }`. */
export class Listbox {
  #items = [];
  #active = -1;

  constructor({ label, multiple = false, onPick }) {
    this.id = newId("list");
    this.onPick = onPick;
    // not a stop of its own on the way of the Tab key, though it scrolls
    this.element = h("ul", {
      class: "listbox",
      id: this.id,
      role: "listbox",
      tabindex: "-1",
      "aria-label": label,
      "aria-multiselectable": multiple ? "true" : null,
    });
    // the focus stays where it is
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.element.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.pick(Number(option.dataset.index));
    });
    this.element.addEventListener("mousemove", (event) => {
      const option = event.target.closest("[role=option]");
      if (option && Number(option.dataset.index) !== this.#active)
        this.activate(Number(option.dataset.index), false);
    });
  }

  get size() {
    return this.#items.length;
  }
  get active() {
    return this.#items[this.#active] ?? null;
  }
  get activeId() {
    return this.#active < 0 ? null : `${this.id}-${this.#active}`;
  }

  set(items, active = 0) {
    this.#items = items;
    this.element.replaceChildren(...items.map((item, index) => this.#option(item, index)));
    this.activate(Math.min(active, items.length - 1));
  }

  #option(item, index) {
    return h(
      "li",
      {
        class: "option",
        id: `${this.id}-${index}`,
        role: "option",
        "data-index": String(index),
        "aria-selected": item.selected ? "true" : "false",
        "aria-disabled": item.disabled ? "true" : null,
      },
      item.before ?? null,
      h(
        "span",
        { class: "option-text" },
        h(
          "span",
          { class: "option-label" },
          item.label,
          item.more ? h("span", { class: "option-more", text: ` ${item.more}` }) : null,
        ),
        item.description ? h("span", { class: "option-description", text: item.description }) : null,
      ),
      h("span", { class: "option-check", "aria-hidden": "true" }),
    );
  }

  activate(index, scroll = true) {
    this.element.querySelector(".active")?.classList.remove("active");
    this.#active = index;
    const option = this.element.children[index];
    option?.classList.add("active");
    if (scroll) option?.scrollIntoView({ block: "nearest" });
    this.onActive?.(this.activeId);
  }

  move(step) {
    if (!this.size) return;
    this.activate((this.#active + step + this.size) % this.size);
  }

  /** Go to the next option that begins with what was typed. */
  seek(text) {
    const order = [...this.#items.keys()].map(
      (_, index, all) => (this.#active + (text.length === 1 ? 1 : 0) + index + all.length) % all.length,
    );
    const found = order.find((index) => this.#items[index].label.toLowerCase().startsWith(text));
    if (found !== undefined) this.activate(found);
  }

  pick(index = this.#active) {
    const item = this.#items[index];
    if (item && !item.disabled) this.onPick(item);
  }
}
