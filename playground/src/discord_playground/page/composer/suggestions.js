/** Show a list above the message box, driven from the field that has the focus. */

import { h } from "../dom.js";
import { Listbox } from "../listbox.js";
import { announce } from "../announce.js";

export class Suggestions {
  #list;
  #title;
  #input = null;
  #onPick = null;

  constructor() {
    this.#title = h("div", { class: "suggestions-title" });
    this.#list = new Listbox({ label: "Suggestions", onPick: (item) => this.#onPick?.(item) });
    this.#list.onActive = (id) =>
      this.#input &&
      (id
        ? this.#input.setAttribute("aria-activedescendant", id)
        : this.#input.removeAttribute("aria-activedescendant"));
    this.element = h("div", { class: "suggestions", hidden: true }, this.#title, this.#list.element);
  }

  get open() {
    return !this.element.hidden;
  }
  get input() {
    return this.#input;
  }

  /** Offer items for a field; `active` -1 means that Enter is not for the list. */
  show(input, title, items, onPick, { active = 0, empty = "" } = {}) {
    if (!items.length && !empty) return this.hide();
    const news = this.#input !== input || !this.open || this.#title.textContent !== title;
    if (this.#input !== input) this.hide();
    this.#input = input;
    this.#onPick = onPick;
    this.#title.textContent = title;
    this.#list.element.setAttribute("aria-label", title);
    this.element.hidden = false;
    input.setAttribute("aria-controls", this.#list.id);
    if (input.getAttribute("role") === "combobox") input.setAttribute("aria-expanded", "true");
    this.#list.set(items, items.length ? active : -1);
    if (!items.length)
      this.#list.element.append(
        h("li", {
          class: "option-none",
          role: "option",
          "aria-disabled": "true",
          "aria-selected": "false",
          text: empty,
        }),
      );
    if (news)
      announce(
        items.length
          ? `${title}: ${items.length} ${items.length === 1 ? "choice" : "choices"}, arrow keys to go through`
          : empty,
      );
    return undefined;
  }

  hide() {
    if (this.#input) {
      this.#input.removeAttribute("aria-activedescendant");
      this.#input.removeAttribute("aria-controls");
      if (this.#input.getAttribute("role") === "combobox") this.#input.setAttribute("aria-expanded", "false");
    }
    this.#input = this.#onPick = null;
    this.element.hidden = true;
  }

  /** Take a key that is meant for the list; return whether it was. */
  key(event) {
    if (!this.open || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const keys = {
      ArrowDown: () => this.#list.move(1),
      ArrowUp: () => this.#list.move(-1),
      Escape: () => this.hide(),
    };
    if (this.#list.active && !event.shiftKey) keys.Enter = keys.Tab = () => this.#list.pick();
    if (event.shiftKey || !keys[event.key]) return false;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
    return true;
  }
}
