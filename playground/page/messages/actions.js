/** Do what a person asks of a message: its controls, its menu, editing it in place. */

import { complain, toast } from "../announce.js";
import { autosize } from "../composer/autosize.js";
import { asked, confirmed, enlarge } from "../dialogs/dialog.js";
import { h } from "../dom.js";
import { entities, matching } from "../entities.js";
import { CHANNEL, COMMAND, COMPONENT, FLAGS, MESSAGE } from "../flags.js";
import { MAY, may } from "../permissions.js";
import { pick } from "../picker.js";
import { defaultValues, emojiText, findComponent } from "../render/components.js";
import { nameOf, preview } from "./message.js";
import { namesFor } from "../render/names.js";
import { openMenu } from "./menu.js";

const EMOJI = ["👍", "👎", "❤️", "🎉", "👀", "✅"];

export class MessageActions {
  /** `page`: `{ session(), channel(), index(), composer, list, go(channelId) }`. */
  constructor(page) {
    this.page = page;
    const { items } = page.list;
    items.addEventListener("click", (event) => this.#click(event));
    items.addEventListener("keydown", (event) => this.#key(event));
    items.addEventListener("contextmenu", (event) => this.#contextMenu(event));
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
      react: () => this.#react(message, control.dataset.emoji, control.getAttribute("aria-pressed") !== "true"),
      jump: async () => (await this.page.list.jump(control.dataset.target)) || toast("That message is no longer there."),
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
      ArrowUp: () => this.page.list.step(-1), ArrowDown: () => this.page.list.step(1) || this.page.composer.focus(),
      Escape: () => this.page.composer.focus(), r: () => this.#reply(message), e: () => this.edit(message), Delete: () => this.#erase(message),
    };
    if (!keys[event.key]) return undefined;
    event.preventDefault();
    return keys[event.key]();
  }

  #contextMenu(event) {
    const article = event.target.closest("article");
    const message = article && this.#messageAt(article);
    // the browser's own menu stays where it is of use
    if (!message || message.local || event.target.closest("a, input, textarea") || !getSelection().isCollapsed) return;
    event.preventDefault();
    const byKey = event.clientX === 0 && event.clientY === 0;
    const box = article.getBoundingClientRect();
    openMenu(this.#menu(message), byKey || event.button !== 2 ? { x: box.left + 60, y: Math.max(box.top, 60) + 20 } : { x: event.clientX, y: event.clientY }, article);
  }

  #menu(message) {
    const session = this.page.session(), channel = this.page.channel(), index = this.page.index();
    const mine = message.author?.id === session.store.me.id;
    const only = message.flags & FLAGS.EPHEMERAL;
    const may_ = (permission) => may(session.store, channel, permission);
    const general = [
      !only && { label: "Reply", run: () => this.#reply(message) },
      mine && !only && { label: "Edit message", run: () => this.edit(message) },
      { label: "Copy text", run: () => this.#copy(message) },
      !only && channel.type === CHANNEL.TEXT && !message.thread && !(message.flags & FLAGS.HAS_THREAD) && may_(MAY.PUBLIC_THREADS) && { label: "Create thread", run: () => this.#startThread(message) },
      !only && (mine || may_(MAY.MANAGE_MESSAGES)) && { label: "Delete message", danger: true, run: () => this.#erase(message) },
      only && { label: "Dismiss message", run: () => this.#dismiss(message) },
    ].filter(Boolean);
    const apps = only ? [] : (index?.messageMenu ?? []).map(({ command, title, application }) => ({ label: title, description: application?.name, run: () => this.#messageCommand(command, message) }));
    const has = new Set((message.reactions ?? []).filter((one) => one.me).map((one) => one.emoji.name));
    const emoji = only ? [] : EMOJI.map((one) => ({ label: one, name: `React with ${one}`, small: true, checked: has.has(one), run: () => this.#react(message, one, !has.has(one)) }));
    return [{ items: general }, { title: "Apps", items: apps }, { title: "React", items: emoji }];
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
    const values = session.chosen.get(`${message.id} ${customId}`) ?? defaultValues(one);
    const text = one.type === COMPONENT.STRING_SELECT;
    const items = (text ? one.options.map((option) => ({ value: option.value, label: option.label, description: option.description, before: option.emoji ? h("span", { class: "option-mark", "aria-hidden": "true", text: emojiText(option.emoji) }) : null }))
      : entities("menu", one.type, session.store, this.page.channel(), one.channel_types)).map((item) => ({ ...item, selected: values.includes(item.value) }));
    const picked = await pick(control, { label: control.getAttribute("aria-label"), items, min: one.min_values ?? 1, max: one.max_values ?? 1, search: text && items.length <= 12 ? null : (wanted) => matching(items, wanted) });
    if (!picked) return;
    // what stands chosen is shown until the message says otherwise
    session.chosen.set(`${message.id} ${customId}`, picked);
    await this.#component(message, { component_type: one.type, custom_id: customId, values: picked });
  }

  #reply(message) {
    if (!message || message.local || message.flags & FLAGS.EPHEMERAL) return;
    this.page.composer.replyTo(message, nameOf(message, { store: this.page.session().store, guild: this.page.channel().guild_id }));
  }

  async #react(message, emoji, on) {
    await this.page.session().api.react(this.page.channel().id, message.id, emoji, on).catch(complain);
  }

  async #copy(message) {
    const text = message.content || preview(message, namesFor(this.page.session().store, this.page.channel().guild_id));
    await navigator.clipboard.writeText(text).then(() => toast("Copied."), () => toast("The browser does not let this page copy."));
  }

  async #startThread(message) {
    const session = this.page.session(), channel = this.page.channel();
    const name = await asked("Create thread", "Name of the thread", preview(message, namesFor(session.store, channel.guild_id)).slice(0, 60), "Create", 100);
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
    const session = this.page.session(), channel = this.page.channel();
    if (!message || message.local || message.flags & FLAGS.EPHEMERAL) return;
    if (message.author.id !== session.store.me.id && !may(session.store, channel, MAY.MANAGE_MESSAGES)) return;
    const text = preview(message, namesFor(session.store, channel.guild_id)).slice(0, 200);
    if (await confirmed("Delete message", text ? `“${text}” will be gone for everyone.` : "The message will be gone for everyone.", "Delete")) {
      await session.api.erase(channel.id, message.id).then(() => this.page.composer.focus(), complain);
    }
  }

  #dismiss(message) {
    this.page.session().dismiss(this.page.channel().id, message.id);
    this.page.composer.focus();
  }

  async #messageCommand(command, message) {
    const data = { id: command.id, name: command.name, type: COMMAND.MESSAGE, version: command.version, target_id: message.id, ...(command.guild_id ? { guild_id: command.guild_id } : {}), options: [], attachments: [] };
    await this.page.session().interactions.command(this.page.channel(), command.application_id, data).catch(complain);
  }

  #reveal(spoiler) {
    const open = spoiler.getAttribute("aria-expanded") !== "true";
    spoiler.setAttribute("aria-expanded", String(open));
    // hidden text must not be read out before it is asked for
    if (open) spoiler.removeAttribute("aria-label");
    else spoiler.setAttribute("aria-label", "Spoiler, press to show");
  }

  // --- editing -----------------------------------------------------------------------------

  /** Open one's last message for editing. */
  editLast() {
    const { store } = this.page.session();
    const mine = store.log(this.page.channel().id).list.findLast((one) => one.author?.id === store.me.id && !one.local && [MESSAGE.DEFAULT, MESSAGE.REPLY].includes(one.type));
    if (mine) this.edit(mine);
  }

  edit(message) {
    const session = this.page.session(), channel = this.page.channel();
    if (!message || message.author?.id !== session.store.me.id || message.local) return;
    session.editing = message.id;
    session.store.tell("message", { channel: channel.id, id: message.id });
    this.page.list.flush();
    const place = this.page.list.items.querySelector(`[data-own="${message.id}"]`);
    const box = h("textarea", { class: "box", "aria-label": "Edit message", value: this.page.composer.editable(message), rows: "1" });
    const finish = () => {
      session.editing = null;
      session.store.tell("message", { channel: channel.id, id: message.id });
      this.page.list.flush();
      this.page.composer.focus();
    };
    const save = async () => {
      const text = box.value.trim();
      if (!text) return finish(), this.#erase(message);
      if (text.length > 2000) return complain(new Error("A message has at most 2000 characters."));
      finish();
      if (this.page.composer.encoded(text) !== message.content) await session.api.edit(channel.id, message.id, this.page.composer.encoded(text)).catch(complain);
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
    place.append(box, h("p", { class: "editor-foot" }, "Escape to ", h("button", { type: "button", class: "text-button", text: "cancel", on: { click: finish } }), " · Enter to ", h("button", { type: "button", class: "text-button", text: "save", on: { click: save } })));
    autosize(box)();
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }
}
