/** Do what a person asks of a message: its controls and its menu. */

import { complain, toast } from "../announce.js";
import { choose } from "../menu_choice.js";
import { asked, confirmed, enlarge } from "../dialogs/dialog.js";
import { COMMAND, COMPONENT, FLAGS } from "../flags.js";
import { MAY, may } from "../permissions.js";
import { defaultValues, findComponent } from "../render/components.js";
import { namesFor } from "../render/names.js";
import { nameOf } from "./author.js";
import { Editor } from "./editor.js";
import { openMenu } from "./menu.js";
import { offers } from "./offers.js";
import { preview } from "./preview.js";

export class MessageActions {
  #editing;

  /** `page`: `{ session(), channel(), index(), composer, list, go(channelId) }`. */
  constructor(page) {
    this.page = page;
    this.#editing = new Editor(page, (message) => this.#erase(message));
    const { items } = page.list;
    items.addEventListener("click", (event) => this.#click(event));
    items.addEventListener("keydown", (event) => this.#key(event));
    items.addEventListener("contextmenu", (event) => this.#contextMenu(event));
  }

  /** Open one's last message for editing. */
  editLast() {
    this.#editing.editLast();
  }

  #messageAt(element) {
    const id = element.closest("[data-id]")?.dataset.id;
    return id ? this.page.session().store.message(this.page.channel().id, id) : null;
  }

  #click(event) {
    const control = event.target.closest("[data-action]");
    const message = control && this.#messageAt(control);
    if (!message || control.getAttribute("aria-disabled") === "true") return;
    this.#act(control, message);
  }

  #act(control, message) {
    const { customId, action } = control.dataset;
    const does = {
      press: () => this.#component(message, { component_type: COMPONENT.BUTTON, custom_id: customId }),
      select: () => this.#select(control, message, customId),
      menu: () => openMenu(this.#menu(message), control, control),
      reply: () => this.#reply(message),
      react: () =>
        this.#react(message, control.dataset.emoji, control.getAttribute("aria-pressed") !== "true"),
      jump: async () =>
        (await this.page.list.jump(control.dataset.target)) || toast("That message is no longer there."),
      dismiss: () => this.#dismiss(message),
      enlarge: () => enlarge(control.dataset.url, control.dataset.description),
      spoiler: () => this.#reveal(control),
    };
    does[action]?.();
  }

  #key(event) {
    const article = event.target.closest("article");
    if (event.target.dataset.action === "spoiler" && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      return this.#reveal(event.target);
    }
    if (event.target !== article || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const message = this.#messageAt(article);
    const keys = {
      ArrowUp: () => this.page.list.step(-1),
      ArrowDown: () => this.page.list.step(1) || this.page.composer.focus(),
      Escape: () => this.page.composer.focus(),
      r: () => this.#reply(message),
      e: () => this.#editing.edit(message),
      Delete: () => this.#erase(message),
    };
    if (!keys[event.key]) return undefined;
    event.preventDefault();
    return keys[event.key]();
  }

  #contextMenu(event) {
    const article = event.target.closest("article");
    const message = article && this.#messageAt(article);
    // the browser's own menu stays where it is of use
    if (
      !message ||
      message.local ||
      event.target.closest("a, input, textarea") ||
      !getSelection().isCollapsed
    )
      return;
    event.preventDefault();
    const byKey = event.clientX === 0 && event.clientY === 0;
    const box = article.getBoundingClientRect();
    openMenu(
      this.#menu(message),
      byKey || event.button !== 2
        ? { x: box.left + 60, y: Math.max(box.top, 60) + 20 }
        : { x: event.clientX, y: event.clientY },
      article,
    );
  }

  #menu(message) {
    return offers(message, this.page, {
      reply: () => this.#reply(message),
      edit: () => this.#editing.edit(message),
      copy: () => this.#copy(message),
      thread: () => this.#startThread(message),
      erase: () => this.#erase(message),
      dismiss: () => this.#dismiss(message),
      react: (emoji, on) => this.#react(message, emoji, on),
      command: (command) => this.#messageCommand(command, message),
    });
  }

  // --- what the menu and the controls do ---------------------------------------------------

  async #component(message, data) {
    try {
      await this.page.session().interactions.component(this.page.channel(), message, data);
    } catch (error) {
      complain(error);
    }
  }

  async #select(control, message, customId) {
    const session = this.page.session();
    const one = findComponent(message.components, customId);
    const key = `${message.id} ${customId}`;
    const picked = await choose(control, one, {
      label: control.getAttribute("aria-label"),
      values: session.chosen.get(key) ?? defaultValues(one),
      least: one.min_values ?? 1,
      place: { store: session.store, channel: this.page.channel() },
    });
    if (!picked) return;
    // the choice is shown until the message changes it
    session.chosen.set(key, picked);
    await this.#component(message, { component_type: one.type, custom_id: customId, values: picked });
  }

  #reply(message) {
    if (!message || message.local || message.flags & FLAGS.EPHEMERAL) return;
    this.page.composer.replyTo(
      message,
      nameOf(message, { store: this.page.session().store, guild: this.page.channel().guild_id }),
    );
  }

  async #react(message, emoji, on) {
    await this.page.session().api.react(this.page.channel().id, message.id, emoji, on).catch(complain);
  }

  async #copy(message) {
    const text =
      message.content || preview(message, namesFor(this.page.session().store, this.page.channel().guild_id));
    await navigator.clipboard.writeText(text).then(
      () => toast("Copied."),
      () => toast("The browser does not let this page copy."),
    );
  }

  async #startThread(message) {
    const session = this.page.session(),
      channel = this.page.channel();
    const name = await asked(
      "Create thread",
      "Name of the thread",
      preview(message, namesFor(session.store, channel.guild_id)).slice(0, 60),
      "Create",
      100,
    );
    if (!name) return;
    try {
      const thread = await session.api.startThread(channel.id, message.id, name);
      session.store.learnChannel(thread);
      this.page.go(thread.id);
    } catch (error) {
      complain(error);
    }
  }

  async #erase(message) {
    const session = this.page.session(),
      channel = this.page.channel();
    if (!message || message.local || message.flags & FLAGS.EPHEMERAL) return;
    if (message.author.id !== session.store.me.id && !may(session.store, channel, MAY.MANAGE_MESSAGES))
      return;
    const text = preview(message, namesFor(session.store, channel.guild_id)).slice(0, 200);
    if (
      await confirmed(
        "Delete message",
        text ? `“${text}” will be gone for everyone.` : "The message will be gone for everyone.",
        "Delete",
      )
    ) {
      await session.api.erase(channel.id, message.id).then(() => this.page.composer.focus(), complain);
    }
  }

  #dismiss(message) {
    this.page.session().dismiss(this.page.channel().id, message.id);
    this.page.composer.focus();
  }

  async #messageCommand(command, message) {
    const data = {
      id: command.id,
      name: command.name,
      type: COMMAND.MESSAGE,
      version: command.version,
      target_id: message.id,
      ...(command.guild_id ? { guild_id: command.guild_id } : {}),
      options: [],
      attachments: [],
    };
    await this.page
      .session()
      .interactions.command(this.page.channel(), command.application_id, data)
      .catch(complain);
  }

  #reveal(spoiler) {
    const open = spoiler.getAttribute("aria-expanded") !== "true";
    spoiler.setAttribute("aria-expanded", String(open));
    // hidden text must not be read out before it is asked for
    if (open) spoiler.removeAttribute("aria-label");
    else spoiler.setAttribute("aria-label", "Spoiler, press to show");
  }
}
