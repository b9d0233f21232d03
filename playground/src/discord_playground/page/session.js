/** One person at the page: a gateway, an API, what is known, and what is under way. */

import { Api } from "./api.js";
import { FLAGS } from "./flags.js";
import { Gateway } from "./gateway.js";
import { Interactions } from "./interactions.js";
import { Store } from "./state.js";

export class Session extends EventTarget {
  /** `person`: `{ token, name, role }`. */
  constructor(person) {
    super();
    this.person = person;
    this.api = new Api(person.token);
    this.store = new Store();
    this.gateway = new Gateway(
      `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/gateway`,
      person.token,
    );
    this.interactions = new Interactions(this);
    this.connection = { state: "connecting" };
    this.drafts = new Map(); // channel → text
    this.place = null; // the channel that was open last
    this.asked = false; // whether anything was sent, so that no examples are offered any more
    this.editing = null; // the id of the message being edited
    this.chosen = new Map(); // message and menu → values
    this.busy = new Map(); // message → the control being answered
    this.failed = new Map(); // message → why its control was not answered
    this.gateway.addEventListener("dispatch", ({ detail }) => this.store.take(detail.type, detail.data));
    this.store.addEventListener("edited", ({ detail }) => this.#forgetChoices(detail.message.id));
    this.gateway.addEventListener("state", ({ detail }) => {
      this.connection = detail;
      this.dispatchEvent(new CustomEvent("connection"));
    });
  }

  /** Return what `renderMessage` wants to know of a message. */
  viewOf(message) {
    return {
      store: this.store,
      editing: this.editing === message.id,
      failed: this.failed.get(message.id),
      chosen: (customId) => this.chosen.get(`${message.id} ${customId}`),
      busy: (customId) => this.busy.get(message.id) === customId,
    };
  }

  /** Let the message itself say again what is chosen in its menus. */
  #forgetChoices(message) {
    for (const key of this.chosen.keys()) if (key.startsWith(`${message} `)) this.chosen.delete(key);
  }

  /** Take a message away from this page alone. */
  dismiss(channel, id) {
    this.store.drop(channel, [id]);
  }

  /** Put a line of the page itself into a channel. */
  note(channel, text, id) {
    this.store.put({
      id,
      channel_id: channel,
      local: true,
      text,
      flags: FLAGS.EPHEMERAL,
      type: 0,
      author: this.application(),
    });
  }

  /** Return the bot's user, for what the page says in its place. */
  application() {
    return (
      [...this.store.users.values()].find((user) => user.bot) ?? {
        id: "0",
        username: "Application",
        bot: true,
      }
    );
  }
}
