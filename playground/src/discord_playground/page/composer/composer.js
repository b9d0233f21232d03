/** The message box: texts, replies, files, mentions, and the way into slash commands. */

import { complain } from "../announce.js";
import { h, icon } from "../dom.js";
import { newNonce } from "../snowflake.js";
import { autosize } from "./autosize.js";
import { CommandForm } from "./command_form.js";
import { FileTray } from "./files.js";
import { decode, encode, naming, shownAs } from "./mentions.js";
import { ReplyBar } from "./reply_bar.js";
import { Suggestions } from "./suggestions.js";

const LONGEST = 2000; // characters of a message
const TYPING_EVERY = 8000; // milliseconds

export class Composer {
  #session;
  #channel;
  #index = null;
  #form = null;
  #tray = new FileTray(() => this.#filesChanged());
  #reply = new ReplyBar(() => this.box.focus());
  #typed = 0;
  #fit;
  #suggestions = new Suggestions();

  /** `on`: `{ sent(), editLast() }`. */
  constructor(place, on) {
    this.on = on;
    this.box = h("textarea", {
      id: "box",
      class: "box",
      rows: "1",
      "aria-label": "Message",
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      autocomplete: "off",
      on: {
        input: () => this.#input(),
        keydown: (event) => this.#key(event),
        blur: () => this.#suggestions.hide(),
        paste: (event) => this.#paste(event),
      },
    });
    this.send = h("button", {
      type: "button",
      class: "send",
      "aria-label": "Send",
      on: { click: () => this.#send() },
    });
    this.counter = h("span", { class: "counter", role: "status" });
    this.line = h(
      "div",
      { class: "box-line" },
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Attach a file",
          on: { click: () => this.#tray.browse() },
        },
        icon("M12 5v14M5 12h14"),
      ),
      this.#tray.input,
      this.box,
      this.counter,
      h("button", {
        type: "button",
        class: "icon-button slash",
        "aria-label": "Commands",
        text: "/",
        on: { click: () => this.#offerCommands() },
      }),
      this.send,
    );
    this.frame = h("div", { class: "composer-frame" }, this.#reply.element, this.#tray.element, this.line);
    this.refusal = h("p", { class: "composer-refusal", hidden: true });
    place.append(this.#suggestions.element, this.frame, this.refusal);
    this.#fit = autosize(this.box);
    place.addEventListener("dragover", (event) => event.preventDefault());
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      this.#tray.add([...event.dataTransfer.files]);
    });
  }

  /** Turn to a channel: another draft, other commands. */
  open(session, channel, { name, allowed }) {
    if (this.#session) this.#session.drafts.set(this.#channel.id, this.box.value);
    this.#session = session;
    this.#channel = channel;
    this.#index = null;
    this.#leaveForm();
    this.#reply.clear();
    this.#tray.files = [];
    this.box.value = session.drafts.get(channel.id) ?? "";
    this.box.placeholder = `Message ${name}`;
    this.box.setAttribute("aria-label", `Message ${name}`);
    this.frame.hidden = !allowed;
    this.refusal.hidden = allowed;
    this.refusal.textContent = "You may not write in this channel.";
    this.#suggestions.hide();
    this.#count();
    this.#fit();
  }

  set index(index) {
    this.#index = index;
    if (document.activeElement === this.box && this.box.value.startsWith("/")) this.#input();
  }

  focus() {
    if (this.#form) this.#form.focus();
    else this.box.focus();
  }

  replyTo(message, name) {
    this.#leaveForm();
    this.#reply.show(message, name);
    this.box.focus();
  }

  // --- text --------------------------------------------------------------------------------

  #input() {
    this.#count();
    const { value } = this.box;
    if (value.startsWith("/") && !value.includes("\n") && this.#index) {
      const typed = this.#index.typed(value.slice(1));
      if (typed) return this.startCommand(typed.entry, typed.rest);
      return this.#suggestions.show(
        this.box,
        "Commands",
        this.#index.matching(value.slice(1)).map((entry) => commandItem(entry)),
        (item) => this.startCommand(item.value),
      );
    }
    if (value && Date.now() - this.#typed > TYPING_EVERY) {
      this.#typed = Date.now();
      this.#session.api.typing(this.#channel.id).catch(() => {});
    }
    const named = naming(value.slice(0, this.box.selectionStart), this.#session.store, this.#channel);
    if (!named) return this.#suggestions.hide();
    return this.#suggestions.show(this.box, named.title, named.items, (item) => {
      const end = this.box.selectionStart;
      this.box.setRangeText(`${shownAs(item)} `, end - named.length, end, "end");
      this.#suggestions.hide();
      this.#input();
    });
  }

  #offerCommands() {
    this.box.value = "/";
    this.box.focus();
    this.#input();
  }

  #count() {
    const left = LONGEST - this.box.value.length;
    this.counter.textContent = left < 200 ? String(left) : "";
    this.counter.classList.toggle("over", left < 0);
    this.send.setAttribute(
      "aria-disabled",
      this.box.value.trim() || this.#tray.files.length ? "false" : "true",
    );
  }

  #key(event) {
    if (event.isComposing || this.#suggestions.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && this.#reply.message) {
      this.#reply.clear();
    } else if (event.key === "ArrowUp" && !this.box.value) {
      event.preventDefault();
      this.on.editLast();
    }
  }

  async #send() {
    const text = this.box.value.trim();
    const { files } = this.#tray;
    const [reply, session, channel] = [this.#reply.message, this.#session, this.#channel];
    if (!text && !files.length) return;
    if (text.length > LONGEST) return complain(new Error(`A message has at most ${LONGEST} characters.`));
    const body = { content: encode(text, session.store, channel), nonce: newNonce() };
    if (reply) body.message_reference = { message_id: reply.id, channel_id: channel.id };
    if (files.length)
      body.attachments = files.map((file, index) => ({ id: String(index), filename: file.name }));
    this.#put("", []);
    this.#typed = 0;
    this.#reply.clear();
    this.#suggestions.hide();
    this.box.focus();
    this.on.sent();
    try {
      await session.api.say(channel.id, body, files);
    } catch (error) {
      complain(error);
      // nothing that was typed is lost
      if (!this.box.value && this.#channel === channel) this.#put(text, files);
    }
    return undefined;
  }

  // --- files -------------------------------------------------------------------------------

  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.#tray.add(files);
  }

  #filesChanged() {
    this.#count();
    this.box.focus();
  }

  #put(text, files) {
    this.box.value = text;
    this.#tray.files = files;
    this.#count();
    this.#fit();
  }

  // --- commands ----------------------------------------------------------------------------

  /** Open the form of a command, with text for its first option. */
  startCommand(entry, rest = "") {
    this.#leaveForm();
    this.#suggestions.hide();
    this.box.value = "";
    this.#count();
    this.#form = new CommandForm(entry, this.#session, this.#channel, this.#suggestions, {
      submit: (data, files) => this.#sendCommand(entry, data, files),
      leave: (text) => {
        this.#leaveForm();
        this.#put(text, this.#tray.files);
        this.box.focus();
      },
    });
    this.line.hidden = true;
    this.frame.append(this.#form.element);
    this.#form.start(rest);
  }

  async #sendCommand(entry, data, files) {
    const [form, channel] = [this.#form, this.#channel];
    this.#leaveForm();
    this.box.focus();
    this.on.sent();
    try {
      await this.#session.interactions.command(channel, entry.command.application_id, data, files);
    } catch (error) {
      complain(error);
      // the form comes back as it was
      if (!this.#form && !this.box.value && this.#channel === channel) {
        this.#form = form;
        this.line.hidden = true;
        this.frame.append(form.element);
        form.focus();
      }
    }
  }

  #leaveForm() {
    this.#form?.element.remove();
    this.#form = null;
    this.line.hidden = false;
    this.#suggestions.hide();
  }

  /** Return the text of a message as it is edited in a box. */
  editable(message) {
    return decode(message.content, this.#session.store, this.#channel);
  }

  encoded(text) {
    return encode(text, this.#session.store, this.#channel);
  }
}

function commandItem(entry) {
  const options = entry.options.map((one) => (one.required ? one.title : `[${one.title}]`)).join(" ");
  return { value: entry, label: `/${entry.title}`, more: options, description: entry.about };
}
