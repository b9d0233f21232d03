/** Fill in a slash command: its options as fields in the message box. */

import { h } from "../dom.js";
import { OPTION } from "../flags.js";
import { dataOf } from "./commands.js";
import { Field } from "./fields.js";

const DEBOUNCE = 200; // milliseconds

export class CommandForm {
  #fields = [];
  #timer = 0;
  #asked = 0;
  #fieldsPlace;
  #more;
  #hint;

  /** `on`: `{ submit(data, files), leave(text) }`. */
  constructor(entry, session, channel, suggestions, on) {
    Object.assign(this, { entry, session, channel, suggestions, on });
    this.#fieldsPlace = h("div", { class: "fields" });
    this.#more = h("div", { class: "more-options", role: "group", "aria-label": "Optional" });
    this.#hint = h("p", { class: "command-hint", "aria-hidden": "true" });
    this.element = h(
      "form",
      {
        class: "command",
        "aria-label": `/${entry.title}`,
        on: {
          submit: (event) => {
            event.preventDefault();
            this.submit();
          },
          keydown: (event) => this.#key(event),
          focusout: (event) => this.#left(event),
        },
      },
      this.#hint,
      h(
        "div",
        { class: "command-line" },
        h("span", { class: "command-chip", text: `/${entry.title}` }),
        this.#fieldsPlace,
        this.#more,
        h(
          "div",
          { class: "command-buttons" },
          h("button", {
            type: "button",
            class: "icon-button",
            "aria-label": "Leave this command",
            text: "×",
            on: { click: () => this.#leave() },
          }),
          h("button", { type: "submit", class: "send", "aria-label": `Send /${entry.title}` }),
        ),
      ),
    );
    for (const option of entry.options.filter((one) => one.required)) this.#add(option);
    this.#showMore();
    this.#hint.textContent = entry.about;
  }

  /** Begin: put text that was typed after the command into its first text option. */
  start(rest = "") {
    const first =
      this.#fields[0] ?? (rest && this.entry.options[0] ? this.#add(this.entry.options[0]) : null);
    this.#showMore();
    const named =
      first && rest.match(new RegExp(`^(?:${first.option.name}|${first.option.title}):\\s*`, "i"));
    if (first && rest && first.option.type !== OPTION.ATTACHMENT)
      first.fill(named ? rest.slice(named[0].length) : rest);
    this.focus();
  }

  focus() {
    const field = this.#fields.find((one) => one.empty) ?? this.#fields.at(-1);
    (field?.input ?? this.element.querySelector(".send")).focus();
  }

  #add(option) {
    const field = new Field(
      option,
      { store: this.session.store, channel: this.channel },
      {
        change: (one) => this.#suggest(one),
        focus: (one) => this.#suggest(one),
        remove: (one) => this.#remove(one),
      },
    );
    this.#fields.push(field);
    this.#fieldsPlace.append(field.element);
    return field;
  }

  #remove(field) {
    const at = this.#fields.indexOf(field);
    this.#fields.splice(at, 1);
    this.suggestions.hide();
    field.element.remove();
    this.#showMore();
    (
      this.#fields[Math.max(0, at - 1)]?.input ??
      this.#more.querySelector("button") ??
      this.element.querySelector(".send")
    ).focus();
  }

  #showMore() {
    const used = new Set(this.#fields.map((one) => one.option.name));
    this.#more.replaceChildren(
      ...this.entry.options
        .filter((one) => !used.has(one.name))
        .map((option) =>
          h("button", {
            type: "button",
            class: "option-chip",
            "aria-label": `Add ${option.title}: ${option.about}`,
            title: option.about,
            text: `+ ${option.title}`,
            on: {
              click: () => {
                const field = this.#add(option);
                this.#showMore();
                field.input.focus();
              },
            },
          }),
        ),
    );
  }

  // --- the list above ----------------------------------------------------------------------

  #suggest(field) {
    clearTimeout(this.#timer);
    this.#hint.replaceChildren(h("b", { text: field.option.title }), ` ${field.option.about}`);
    const take = (item) => {
      field.take(item);
      this.suggestions.hide();
      this.#next(field);
    };
    if (field.choices)
      return this.suggestions.show(field.input, field.option.title, field.items(), take, {
        empty: "Nothing of that name",
      });
    if (!field.option.autocomplete) return this.suggestions.hide();
    this.#timer = setTimeout(
      () => this.#complete(field, take),
      this.suggestions.input === field.input ? DEBOUNCE : 0,
    );
    return undefined;
  }

  async #complete(field, take) {
    const asked = (this.#asked += 1);
    const current = () => asked === this.#asked && document.activeElement === field.input;
    const options = this.#fields
      .filter((one) => one === field || (!one.empty && one.option.type !== OPTION.ATTACHMENT))
      .map((one) => (one === field ? { ...one.draft(), focused: true } : one.draft()));
    if (!this.suggestions.open)
      this.suggestions.show(field.input, field.option.title, [], take, { empty: "Looking…" });
    try {
      const choices = await this.session.interactions.complete(
        this.channel,
        this.entry.command.application_id,
        dataOf(this.entry, options),
      );
      if (!choices || !current()) return;
      this.suggestions.show(
        field.input,
        field.option.title,
        choices.map((one) => ({ value: one.value, label: one.name_localized || one.name })),
        take,
        { empty: "No options match what you typed" },
      );
    } catch {
      if (current())
        this.suggestions.show(field.input, field.option.title, [], take, {
          empty: "The application did not offer choices in time",
        });
    }
  }

  #next(field) {
    const after = this.#fields.slice(this.#fields.indexOf(field) + 1);
    const next =
      after.find((one) => one.empty) ?? this.#fields.find((one) => one.empty && one.option.required);
    next?.input.focus();
  }

  // --- keys and sending --------------------------------------------------------------------

  #key(event) {
    if (event.isComposing || this.suggestions.key(event)) return;
    const field = this.#fields.find((one) => one.input === event.target);
    if (event.key === "Escape") {
      event.preventDefault();
      this.#leave();
    } else if (event.key === "Enter" && field && !event.shiftKey && field.input.type !== "file") {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Backspace" && field?.empty && !event.repeat && field.input.type !== "file") {
      event.preventDefault();
      if (!field.option.required) this.#remove(field);
      else if (this.#fields.indexOf(field) === 0) this.#leave();
      else this.#fields[this.#fields.indexOf(field) - 1].input.focus();
    }
  }

  #left(event) {
    if (!this.element.contains(event.relatedTarget)) this.suggestions.hide();
  }

  #leave() {
    clearTimeout(this.#timer);
    this.suggestions.hide();
    // what was typed at length is not thrown away
    this.on.leave(this.#fields.find((one) => one.input.tagName === "TEXTAREA")?.text ?? "");
  }

  /** Check every field, and send; the first field that is wrong gets the focus. */
  submit() {
    const checked = this.#fields.map((field) => [field, field.check()]);
    for (const [field, { error }] of checked) field.complain(error ?? "");
    const wrong = checked.find(([, { error }]) => error);
    if (wrong) {
      wrong[0].input.focus();
      this.suggestions.hide();
      return;
    }
    clearTimeout(this.#timer);
    this.suggestions.hide();
    const files = [];
    const options = checked
      .filter(([, { value }]) => value !== undefined)
      .map(([field, { value }]) => {
        const { type, name } = field.option;
        return { type, name, value: value instanceof File ? String(files.push(value) - 1) : value };
      });
    const attachments = files.map((file, index) => ({ id: String(index), filename: file.name }));
    this.on.submit(dataOf(this.entry, options, attachments), files);
  }
}
