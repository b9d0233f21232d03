/** List servers, channels, threads and people; say which channel an address means. */

import { h, morph } from "./dom.js";
import { CHANNEL, isThread } from "./flags.js";
import { byAge } from "./snowflake.js";
import { initials } from "./messages/author.js";

const TEXTS = new Set([CHANNEL.TEXT, CHANNEL.NEWS]);

/** Return the text channels of a server in order, each followed by its open threads. */
export function channelsOf(store, guild) {
  const inGuild = [...store.channels.values()].filter((one) => one.guild_id === guild);
  const threads = (parent) =>
    inGuild
      .filter((one) => isThread(one) && one.parent_id === parent.id && !one.thread_metadata?.archived)
      .sort((a, b) => byAge(b.id, a.id));
  return inGuild
    .filter((one) => TEXTS.has(one.type))
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || byAge(a.id, b.id))
    .flatMap((one) => [one, ...threads(one)]);
}

export const directChannels = (store) =>
  [...store.channels.values()].filter((one) => one.type === CHANNEL.DM);

/** Return the name of a channel as its heading has it. */
export function titleOf(store, channel) {
  if (channel.type === CHANNEL.DM) return store.nameOf(channel.recipients?.[0]);
  return isThread(channel) ? channel.name : `#${channel.name}`;
}

/** Show where one can go. `on`: `{ message(user) }` opens a direct message. */
export class Navigation {
  #places;
  #on;

  constructor(places, on) {
    this.#places = places;
    this.#on = on;
    places.channels.addEventListener("click", (event) => {
      const user = event.target.closest("[data-user]")?.dataset.user;
      if (user) this.#on.message(user);
    });
  }

  /** Redraw everything for the open channel. */
  show(session, channel) {
    const { store } = session;
    const direct = channel?.type === CHANNEL.DM;
    const guild = direct ? null : channel?.guild_id;
    morph(
      this.#places.servers.firstElementChild ?? this.#places.servers.appendChild(h("ul")),
      this.#servers(store, session, guild, direct),
    );
    this.#places.name.textContent = direct ? "Direct messages" : (store.guilds.get(guild)?.name ?? "");
    this.#places.channels.setAttribute("aria-label", direct ? "Direct messages" : "Channels");
    morph(
      this.#places.channels.firstElementChild ?? this.#places.channels.appendChild(h("ul")),
      direct ? this.#direct(store, channel) : this.#channels(store, guild, channel),
    );
  }

  #servers(store, session, guild, direct) {
    const item = (id, name, mark, current, unread, href) =>
      h(
        "li",
        { "data-key": id },
        h(
          "a",
          {
            class: "server",
            href,
            "aria-current": current ? "true" : null,
            "aria-label": unread ? `${name}, unread` : name,
            title: name,
          },
          h("span", { "aria-hidden": "true", text: mark }),
          unread ? h("span", { class: "unread-dot", "aria-hidden": "true" }) : null,
        ),
      );
    const unread = (channels) => channels.some((one) => store.unread.has(one.id));
    return h(
      "ul",
      {},
      item("dm", "Direct messages", "@", direct, unread(directChannels(store)), "#dm"),
      [...store.guilds.values()].map((one) => {
        const channels = channelsOf(store, one.id);
        const last = session.lastIn?.get(one.id);
        return item(
          one.id,
          one.name,
          initials(one.name),
          one.id === guild,
          unread(channels),
          `#${store.channels.has(last) ? last : (channels[0]?.id ?? "")}`,
        );
      }),
    );
  }

  #channels(store, guild, current) {
    return h(
      "ul",
      {},
      channelsOf(store, guild).map((one) => {
        const unread = store.unread.has(one.id);
        const thread = isThread(one);
        return h(
          "li",
          { "data-key": one.id, class: thread ? "thread" : "" },
          h(
            "a",
            {
              class: unread ? "channel unread" : "channel",
              href: `#${one.id}`,
              "aria-current": one.id === current?.id ? "page" : null,
              "aria-label": `${thread ? `Thread ${one.name}` : one.name}${unread ? ", unread" : ""}`,
            },
            h("span", { class: "channel-mark", "aria-hidden": "true", text: thread ? "↳" : "#" }),
            h("span", { class: "channel-name", text: one.name }),
          ),
        );
      }),
    );
  }

  #direct(store, current) {
    const open = directChannels(store);
    const known = new Set(open.map((one) => one.recipients?.[0]?.id));
    const others = [...store.users.values()].filter(
      (user) => user.id !== store.me.id && !known.has(user.id) && user.bot,
    );
    return h(
      "ul",
      {},
      open.map((one) =>
        h(
          "li",
          { "data-key": one.id },
          h(
            "a",
            {
              class: store.unread.has(one.id) ? "channel unread" : "channel",
              href: `#${one.id}`,
              "aria-current": one.id === current?.id ? "page" : null,
              "aria-label": store.unread.has(one.id) ? `${titleOf(store, one)}, unread` : null,
            },
            h("span", { class: "channel-mark", "aria-hidden": "true", text: "@" }),
            h("span", { class: "channel-name", text: titleOf(store, one) }),
          ),
        ),
      ),
      others.map((user) =>
        h(
          "li",
          { "data-key": `new-${user.id}` },
          h(
            "button",
            { type: "button", class: "channel", "data-user": user.id },
            h("span", { class: "channel-mark", "aria-hidden": "true", text: "+" }),
            h("span", { class: "channel-name", text: `Message ${store.nameOf(user)}` }),
          ),
        ),
      ),
    );
  }
}
