/** Send interactions, and see them through to their answer. */

import { INTERACTION } from "./flags.js";
import { newNonce } from "./snowflake.js";

// the server fails an interaction after three seconds; this is for a server that has gone
const PATIENCE = 12_000; // milliseconds
const SILENT = "The application did not respond.";

/** Events: `modal` ({data}) when the application opens a form. */
export class Interactions extends EventTarget {
  #session;
  #pending = new Map();

  constructor(session) {
    super();
    this.#session = session;
    session.store.addEventListener("interaction", ({ detail }) => this.#take(detail.type, detail.data));
  }

  /** Use a slash or menu command; `data` is the interaction's, `files` its attachments. */
  async command(channel, application, data, files = []) {
    await this.#send({ type: INTERACTION.COMMAND, application_id: application, data }, channel, files, {
      failed: (why) => this.#session.note(channel.id, why, newNonce()),
    });
  }

  /** Press a button or choose in a menu of a message. */
  async component(channel, message, data) {
    const { busy, failed, store } = this.#session;
    const tell = () => store.tell("message", { channel: channel.id, id: message.id });
    if (busy.has(message.id)) return;
    busy.set(message.id, data.custom_id);
    failed.delete(message.id);
    tell();
    const done = (why = null) => {
      busy.delete(message.id);
      if (why) failed.set(message.id, why);
      tell();
    };
    await this.#send(
      {
        type: INTERACTION.COMPONENT,
        application_id: message.application_id ?? message.author.id,
        message_id: message.id,
        message_flags: message.flags,
        data,
      },
      channel,
      [],
      { failed: done, done },
    );
  }

  /** Ask what an option could be; resolves to choices, or to null where another question came. */
  async complete(channel, application, data) {
    for (const [nonce, one] of this.#pending) if (one.choices) this.#settle(nonce)?.choices(null);
    return new Promise((resolve, reject) => {
      this.#send({ type: INTERACTION.AUTOCOMPLETE, application_id: application, data }, channel, [], {
        choices: resolve,
        failed: (why) => reject(new Error(why)),
      }).catch(reject);
    });
  }

  /** Send what was filled into a form; resolves when it is answered, rejects where it is not. */
  async submit(channel, form, components, files = []) {
    return new Promise((resolve, reject) => {
      this.#send(
        {
          type: INTERACTION.MODAL,
          application_id: form.application?.id ?? form.application_id,
          data: { id: form.id, custom_id: form.custom_id, components },
        },
        channel,
        files,
        {
          done: resolve,
          failed: (why) => reject(new Error(why)),
        },
      ).catch(reject);
    });
  }

  async #send(body, channel, files, then) {
    const nonce = newNonce();
    const timer = setTimeout(() => this.#settle(nonce)?.failed?.(SILENT), PATIENCE);
    this.#pending.set(nonce, { ...then, timer, channel });
    try {
      await this.#session.api.interact(
        {
          ...body,
          ...(channel.guild_id ? { guild_id: channel.guild_id } : {}),
          channel_id: channel.id,
          session_id: this.#session.gateway.session,
          nonce,
        },
        files,
      );
    } catch (error) {
      this.#settle(nonce);
      then.done?.();
      throw error;
    }
  }

  #settle(nonce) {
    const pending = this.#pending.get(nonce);
    clearTimeout(pending?.timer);
    this.#pending.delete(nonce);
    return pending;
  }

  #take(type, data) {
    const pending = this.#pending.get(String(data.nonce));
    if (!pending) return;
    if (type === "INTERACTION_CREATE") return;
    this.#settle(String(data.nonce));
    if (type === "INTERACTION_SUCCESS") pending.done?.();
    else if (type === "INTERACTION_FAILURE") (pending.failed ?? pending.done)?.(SILENT);
    else if (type === "INTERACTION_MODAL_CREATE") {
      pending.done?.();
      this.dispatchEvent(new CustomEvent("modal", { detail: { form: data, channel: pending.channel } }));
    } else if (type === "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE") pending.choices?.(data.choices);
  }
}
