/** Hold the files that go with the next message. */

import { h } from "../dom.js";
import { sizeOf } from "../render/media.js";

const MAX_FILES = 10;

export class FileTray {
  #files = [];

  /** `onChange()` is called when files were added or taken out. */
  constructor(onChange) {
    this.onChange = onChange;
    this.element = h("ul", { class: "file-bar", "aria-label": "Files to send", hidden: true });
    this.input = h("input", {
      type: "file",
      multiple: true,
      class: "unseen",
      tabindex: "-1",
      "aria-hidden": "true",
      on: { change: () => this.add([...this.input.files]) },
    });
  }

  get files() {
    return this.#files;
  }

  set files(files) {
    this.#files = files.slice(0, MAX_FILES);
    this.element.hidden = !files.length;
    this.element.replaceChildren(...this.#files.map((file) => this.#item(file)));
  }

  add(files) {
    this.files = [...this.#files, ...files];
    this.input.value = "";
    this.onChange();
  }

  /** Open the browser's own dialog. */
  browse() {
    this.input.click();
  }

  #item(file) {
    const remove = () => {
      this.files = this.#files.filter((one) => one !== file);
      this.onChange();
    };
    return h(
      "li",
      {},
      h("span", { class: "file-name", text: file.name }),
      h("span", { class: "file-size", text: sizeOf(file.size) }),
      h("button", {
        type: "button",
        class: "field-remove",
        "aria-label": `Remove ${file.name}`,
        text: "×",
        on: { click: remove },
      }),
    );
  }
}
