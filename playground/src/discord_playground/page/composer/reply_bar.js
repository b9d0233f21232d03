/** Say which message the next one replies to. */

import { h } from "../dom.js";

export class ReplyBar {
  #message = null;

  /** `onCancel()` is called when the person thinks better of it. */
  constructor(onCancel) {
    this.name = h("b");
    const cancel = h("button", {
      type: "button",
      class: "icon-button",
      "aria-label": "Do not reply",
      text: "×",
      on: {
        click: () => {
          this.clear();
          onCancel();
        },
      },
    });
    this.element = h(
      "div",
      { class: "reply-bar", hidden: true },
      h("span", {}, "Replying to ", this.name),
      cancel,
    );
  }

  get message() {
    return this.#message;
  }

  show(message, name) {
    this.#message = message;
    this.name.textContent = name;
    this.element.hidden = false;
  }

  clear() {
    this.#message = null;
    this.element.hidden = true;
  }
}
