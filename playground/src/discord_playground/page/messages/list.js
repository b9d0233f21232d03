/** Show a channel's messages: patch them in place, keep the place and the focus. */

import { h, morph, morphChildren } from "../dom.js";
import { FLAGS } from "../flags.js";
import { refreshTimes } from "../render/time.js";
import { timeOf } from "../snowflake.js";
import { goesOn, renderMessage } from "./message.js";

const NEAR = 60; // pixels from the end that count as the end
const PAGE = 50;

export class MessageList {
  #session;
  #channel = null;
  #inner;
  #log;
  #items;
  #stuck = true;
  #dirty = new Set();
  #whole = false;
  #waiting = null;
  #active = null;

  /** `places`: `{ log, inner, toPresent }`, the scrolled element, its content, the button to the end. */
  constructor(places, { intro, outro, onError }) {
    this.#log = places.log;
    this.#inner = places.inner;
    this.toPresent = places.toPresent;
    this.intro = intro;
    this.outro = outro;
    this.onError = onError;
    this.#items = h("ol", { class: "messages", role: "list" });
    this.#inner.append(h("div", { class: "intro" }), this.#items, h("div", { class: "outro" }));
    this.#log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.toPresent.addEventListener("click", () => this.toEnd(true));
    // pictures that load and boxes that grow must not push the end out of sight
    new ResizeObserver(() => this.#stuck && this.toEnd()).observe(this.#inner);
    new ResizeObserver(() => this.#stuck && this.toEnd()).observe(this.#log);
    this.#items.addEventListener("focusin", (event) => this.#activate(event.target.closest("article")));
    setInterval(() => refreshTimes(this.#items), 30_000);
  }

  get items() {
    return this.#items;
  }

  /** Show another channel, or the same of another person. */
  async open(session, channel) {
    this.#session = session;
    this.#channel = channel;
    this.#active = null;
    this.#stuck = true;
    this.#items.replaceChildren();
    this.#whole = true;
    this.#render();
    const log = session.store.log(channel.id);
    if (!log.loaded) await this.#load({});
    this.toEnd();
  }

  /** Note that messages have changed; without an id, the list has. */
  changed(id = null) {
    if (id) this.#dirty.add(id);
    else this.#whole = true;
    this.#waiting ??= soon(() => this.#render());
  }

  /** Redraw what has changed now. */
  flush() {
    if (this.#waiting) this.#render();
  }

  toEnd(smooth = false) {
    this.#log.scrollTo({
      top: this.#log.scrollHeight,
      behavior: smooth && !matchMedia("(prefers-reduced-motion: reduce)").matches ? "smooth" : "instant",
    });
    this.#stuck = true;
    this.toPresent.hidden = true;
  }

  /** Bring a message into sight and focus it, fetching older ones until it is there. */
  async jump(id) {
    const { store } = this.#session;
    const log = store.log(this.#channel.id);
    for (let page = 0; page < 20 && !log.complete && !store.message(this.#channel.id, id); page += 1)
      await this.#load({ before: this.#oldest(), limit: 100 });
    this.flush();
    const article = document.getElementById(`message-${id}`);
    if (!article) return false;
    this.#stuck = false;
    article.scrollIntoView({ block: "center" });
    article.focus({ preventScroll: true });
    article.classList.add("found");
    setTimeout(() => article.classList.remove("found"), 2000);
    return true;
  }

  /** Move the focus to the message above (-1) or below (+1). */
  step(direction) {
    const items = [...this.#items.children];
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const next = items[at + direction]?.querySelector("article");
    next?.focus();
    return Boolean(next);
  }

  #render() {
    this.#waiting?.();
    this.#waiting = null;
    if (!this.#session || !this.#channel) return;
    const { store } = this.#session;
    const { list, complete, loaded } = store.log(this.#channel.id);
    const below = this.#log.scrollHeight - this.#log.scrollTop;
    const first = this.#first();
    if (this.#whole) {
      const wanted = [];
      for (const [index, message] of list.entries()) {
        const previous = list[index - 1];
        if (!previous || timeOf(previous.id).toDateString() !== timeOf(message.id).toDateString())
          wanted.push(dayLine(message));
        wanted.push(this.#item(message, previous, list));
      }
      morphChildren(this.#items, wanted);
    } else {
      for (const id of this.#dirty) {
        const index = list.findIndex((one) => one.id === id);
        const item = this.#items.querySelector(`:scope > [data-key="${id}"]`);
        if (index >= 0 && item) morph(item, this.#item(list[index], list[index - 1], list));
      }
    }
    this.#whole = false;
    this.#dirty.clear();
    this.#showIntro(list, complete, loaded);
    if (this.#stuck) this.toEnd();
    // older ones came in above: what is seen stays where it is
    else if (first?.isConnected && first !== this.#first())
      this.#log.scrollTop = this.#log.scrollHeight - below;
  }

  #first() {
    return this.#items.querySelector(":scope > [data-id]");
  }

  #item(message, previous, list) {
    const sameDay = previous && timeOf(previous.id).toDateString() === timeOf(message.id).toDateString();
    const active = this.#active ? this.#active === message.id : message === list.at(-1);
    return renderMessage(message, sameDay && goesOn(message, previous), {
      ...this.#session.viewOf(message),
      guild: this.#channel.guild_id,
      active,
    });
  }

  #showIntro(list, complete, loaded) {
    const empty = list.filter((one) => !one.local && !(one.flags & FLAGS.EPHEMERAL)).length === 0;
    const intro = h(
      "div",
      { class: "intro" },
      loaded && complete ? this.intro(this.#channel, empty) : null,
      !loaded ? h("p", { class: "loading", text: "Loading messages…" }) : null,
    );
    morph(this.#inner.querySelector(".intro"), intro);
    const outro = h("div", { class: "outro" }, loaded && !empty ? this.outro(this.#channel) : null);
    morph(this.#inner.querySelector(".outro"), outro);
  }

  #oldest() {
    return this.#session.store
      .log(this.#channel.id)
      .list.find((one) => !one.local && !(one.flags & FLAGS.EPHEMERAL))?.id;
  }

  /** Fetch messages, one page at a time; resolves when they are there. */
  #load(query) {
    const { store, api } = this.#session;
    const channel = this.#channel;
    const log = store.log(channel.id);
    log.loading ??= api
      .messages(channel.id, query.before ? query : {})
      .then((messages) => {
        store.addHistory(channel.id, messages, messages.length < (query.limit ?? PAGE));
        if (this.#channel === channel) this.flush();
      })
      .catch(this.onError)
      .finally(() => {
        log.loading = null;
      });
    return log.loading;
  }

  #scrolled() {
    this.#stuck = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR;
    if (this.#stuck) this.toPresent.hidden = true;
    const log = this.#channel && this.#session.store.log(this.#channel.id);
    if (log?.loaded && !log.complete && this.#log.scrollTop < 300)
      this.#load({ before: this.#oldest(), limit: PAGE });
  }

  /** Note that a message has come; away from the end, say so. */
  arrived() {
    if (!this.#stuck) this.toPresent.hidden = false;
  }

  #activate(article) {
    const item = article?.closest("[data-id]");
    if (!item || item.dataset.id === this.#active) return;
    this.#active = item.dataset.id;
    for (const other of this.#items.querySelectorAll('article[tabindex="0"]')) setTabs(other, "-1");
    setTabs(article, "0");
  }
}

/** Let only the message that the keyboard is on take part in the tab order with its actions. */
function setTabs(article, value) {
  article.tabIndex = Number(value);
  for (const button of article.querySelectorAll(".message-actions button")) button.tabIndex = Number(value);
}

/** Call with the next frame, and return what takes that back. A hidden page has no frames. */
function soon(call) {
  if (document.hidden) {
    const timer = setTimeout(call);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(call);
  return () => cancelAnimationFrame(frame);
}

function dayLine(message) {
  const date = timeOf(message.id);
  return h(
    "li",
    { class: "day", "data-key": `day-${message.id}` },
    h("span", { text: new Intl.DateTimeFormat(undefined, { dateStyle: "long" }).format(date) }),
  );
}
