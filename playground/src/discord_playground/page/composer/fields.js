/** One field for one option of a command: what may stand in it, and whether it does. */

import { h, newId } from "../dom.js";
import { entities, matching } from "../entities.js";
import { OPTION } from "../flags.js";
import { autosize } from "./autosize.js";

const NAMED = new Set([OPTION.USER, OPTION.CHANNEL, OPTION.ROLE, OPTION.MENTIONABLE]);
const NUMBERS = new Set([OPTION.INTEGER, OPTION.NUMBER]);

/** `place`: `{ store, channel }`; `on`: `{ change(field), focus(field), remove(field) }`. */
export class Field {
  #picked = null;

  constructor(option, place, on) {
    this.option = option;
    this.place = place;
    this.choices = choicesOf(option, place);
    const id = newId("option");
    this.error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
    const listed = this.choices || option.autocomplete;
    const common = {
      id,
      class: "field-input",
      "aria-describedby": `${id}-about ${id}-error`,
      "aria-required": option.required ? "true" : null,
      autocomplete: "off",
      on: { input: () => this.#edited(on), focus: () => on.focus(this) },
    };
    if (option.type === OPTION.ATTACHMENT) this.input = h("input", { ...common, type: "file" });
    else if (listed || NUMBERS.has(option.type))
      this.input = h("input", {
        ...common,
        type: "text",
        ...(listed ? { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" } : {}),
        inputmode: NUMBERS.has(option.type) ? (option.type === OPTION.INTEGER ? "numeric" : "decimal") : null,
        size: "14",
      });
    else this.input = h("textarea", { ...common, rows: "1", maxlength: String(option.max_length ?? 6000) });
    const remove = option.required
      ? null
      : h("button", {
          type: "button",
          class: "field-remove",
          "aria-label": `Remove ${option.title}`,
          text: "×",
          on: { click: () => on.remove(this) },
        });
    this.element = h(
      "div",
      { class: this.input.tagName === "TEXTAREA" ? "field wide" : "field", "data-option": option.name },
      h(
        "div",
        { class: "field-box" },
        h("label", { class: "field-name", for: id, text: option.title }),
        this.input,
        remove,
      ),
      h("span", { class: "unseen", id: `${id}-about`, text: option.about }),
      this.error,
    );
    if (this.input.tagName === "TEXTAREA") autosize(this.input);
  }

  get text() {
    return this.input.type === "file" ? "" : this.input.value.trim();
  }
  get file() {
    return this.input.files?.[0] ?? null;
  }
  get empty() {
    return this.input.type === "file" ? !this.file : !this.text;
  }

  #edited(on) {
    this.#picked = null;
    this.complain("");
    on.change(this);
  }

  /** Take an item of a list. */
  take(item) {
    this.input.value = item.label;
    this.#picked = item;
    this.complain("");
  }

  fill(text) {
    this.input.value = text;
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Return the items that match the field's text; all, while it holds a picked one. */
  items() {
    return this.#picked ? this.choices : matching(this.choices, this.text);
  }

  complain(text) {
    this.error.textContent = text;
    this.error.hidden = !text;
    if (text) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  /** Return what is sent for a field being completed: as much as there is. */
  draft() {
    const value = this.#picked
      ? this.#picked.value
      : NUMBERS.has(this.option.type) && Number.isFinite(Number(this.text)) && this.text
        ? Number(this.text)
        : this.text;
    return { type: this.option.type, name: this.option.name, value };
  }

  /** Return `{ value }` or `{ error }`. */
  check() {
    const { option } = this;
    if (this.empty) return option.required ? { error: "This option is required." } : {};
    if (option.type === OPTION.ATTACHMENT) return { value: this.file };
    if (this.choices) {
      const item =
        this.#picked ??
        this.choices.find((one) =>
          [one.label, one.label.replace(/^[@#]/, "")].some(
            (name) => name.toLowerCase() === this.text.toLowerCase(),
          ),
        );
      return item
        ? { value: item.value }
        : {
            error: NAMED.has(option.type)
              ? "Choose from the list: there is nobody and nothing of that name."
              : "Choose one of the list.",
          };
    }
    if (this.#picked) return { value: this.#picked.value };
    return NUMBERS.has(option.type) ? number(this.text, option) : length(this.text, option);
  }
}

function choicesOf(option, { store, channel }) {
  if (option.type === OPTION.BOOLEAN)
    return [
      { value: true, label: "True" },
      { value: false, label: "False" },
    ];
  if (NAMED.has(option.type)) return entities("option", option.type, store, channel, option.channel_types);
  if (!option.choices?.length) return null;
  return option.choices.map((one) => ({ value: one.value, label: one.name_localized || one.name }));
}

function number(text, { type, min_value, max_value }) {
  const value = Number(text.replace(",", "."));
  if (!Number.isFinite(value) || (type === OPTION.INTEGER && !Number.isInteger(value)))
    return { error: type === OPTION.INTEGER ? "This is a whole number." : "This is a number." };
  if (min_value !== undefined && value < min_value) return { error: `At least ${min_value}.` };
  if (max_value !== undefined && value > max_value) return { error: `At most ${max_value}.` };
  return { value };
}

function length(text, { min_length, max_length }) {
  if (min_length && text.length < min_length) return { error: `At least ${min_length} characters.` };
  if (max_length && text.length > max_length) return { error: `At most ${max_length} characters.` };
  return { value: text };
}
