/** Have screen readers read each message once, when it no longer changes. */

import { announce } from "./announce.js";
import { FLAGS } from "./flags.js";
import { nameOf } from "./messages/author.js";
import { preview } from "./messages/preview.js";
import { namesFor } from "./render/names.js";

const QUIET = 1500; // milliseconds without a change: a streamed answer is read once

export class Announcer {
  #timers = new Map();
  #said = new Map();

  /** Read a message of a session out, unless its text has been heard already. */
  hear(session, message) {
    if (message.author?.id === session.store.me.id && !message.local) return;
    clearTimeout(this.#timers.get(message.id));
    this.#timers.set(
      message.id,
      setTimeout(() => this.#say(session, message), QUIET),
    );
  }

  /** Say nothing of what is still waiting. */
  silence() {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #say({ store }, { channel_id, id }) {
    this.#timers.delete(id);
    const message = store.message(channel_id, id);
    if (!message) return;
    const guild = store.channels.get(channel_id)?.guild_id;
    const text = message.local ? message.text : spoken(message, { store, guild });
    if (this.#said.get(id) !== text) announce(text);
    this.#said.set(id, text);
  }
}

function spoken(message, { store, guild }) {
  const name = nameOf(message, { store, guild });
  if (message.flags & FLAGS.LOADING) return `${name} is thinking`;
  return `${name}: ${preview(message, namesFor(store, guild))}`;
}
