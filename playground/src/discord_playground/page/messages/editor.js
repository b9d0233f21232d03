/** Edit a person's own messages in place. */

import { complain } from "../announce.js";
import { autosize } from "../composer/autosize.js";
import { h } from "../dom.js";
import { MESSAGE } from "../flags.js";

export class Editor {
  /** `page` as for MessageActions; `erase(message)` is for a message that is left empty. */
  constructor(page, erase) {
    this.page = page;
    this.erase = erase;
  }

  /** Open one's last message for editing. */
  editLast() {
    const { store } = this.page.session();
    const mine = store
      .log(this.page.channel().id)
      .list.findLast(
        (one) =>
          one.author?.id === store.me.id && !one.local && [MESSAGE.DEFAULT, MESSAGE.REPLY].includes(one.type),
      );
    if (mine) this.edit(mine);
  }

  /** Open a message for editing, in its place. */
  edit(message) {
    const session = this.page.session(),
      channel = this.page.channel();
    if (!message || message.author?.id !== session.store.me.id || message.local) return;
    session.editing = message.id;
    session.store.tell("message", { channel: channel.id, id: message.id });
    this.page.list.flush();
    const place = this.page.list.items.querySelector(`[data-own="${message.id}"]`);
    const box = h("textarea", {
      class: "box",
      "aria-label": "Edit message",
      value: this.page.composer.editable(message),
      rows: "1",
    });
    const finish = () => {
      session.editing = null;
      session.store.tell("message", { channel: channel.id, id: message.id });
      this.page.list.flush();
      this.page.composer.focus();
    };
    const save = async () => {
      const text = box.value.trim();
      if (!text) return (finish(), this.erase(message));
      if (text.length > 2000) return complain(new Error("A message has at most 2000 characters."));
      finish();
      if (this.page.composer.encoded(text) !== message.content)
        await session.api.edit(channel.id, message.id, this.page.composer.encoded(text)).catch(complain);
      return undefined;
    };
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape" || (event.key === "Enter" && !event.shiftKey)) {
        event.preventDefault();
        event.stopPropagation();
        (event.key === "Escape" ? finish : save)();
      }
    });
    place.append(
      box,
      h(
        "p",
        { class: "editor-foot" },
        "Escape to ",
        h("button", { type: "button", class: "text-button", text: "cancel", on: { click: finish } }),
        " · Enter to ",
        h("button", { type: "button", class: "text-button", text: "save", on: { click: save } }),
      ),
    );
    autosize(box)();
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }
}
