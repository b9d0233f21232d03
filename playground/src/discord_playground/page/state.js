/** What a person knows of the world: kept up to date by the gateway's events. */

import { byAge } from "./snowflake.js";
import { FLAGS, MESSAGE } from "./flags.js";

const TYPING_FOR = 10_000; // milliseconds

/**
 * Events: `world` (servers, channels, threads, people), `messages` ({channel}: the list changed),
 * `message` ({channel, id}: one message changed), `arrived` and `edited` ({message}),
 * `typing` ({channel}), `interaction` ({type, data}).
 */
export class Store extends EventTarget {
  me = null;
  application = null;
  guilds = new Map();
  channels = new Map();
  users = new Map();
  unread = new Set();
  typing = new Map(); // channel → Map of user → when it ends
  #messages = new Map(); // channel → { list, loaded, complete }
  #members = new Map(); // guild → Map of user → member
  #roles = new Map(); // role → role, of all guilds

  /** Take one event of the gateway. */
  take(type, data) {
    if (type in HANDLERS) HANDLERS[type](this, data);
    else if (type.startsWith("INTERACTION_") || type === "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE")
      this.tell("interaction", { type, data });
  }

  tell(event, detail = {}) {
    this.dispatchEvent(new CustomEvent(event, { detail }));
  }

  // --- people and places -------------------------------------------------------------------

  learnUser(user) {
    if (user) this.users.set(user.id, { ...this.users.get(user.id), ...user });
  }

  learnMember(guild, member) {
    this.learnUser(member.user);
    const members = this.#members.get(guild) ?? this.#members.set(guild, new Map()).get(guild);
    members.set(member.user.id, { ...members.get(member.user.id), ...member });
  }

  forgetMember(guild, user) {
    this.#members.get(guild)?.delete(user);
  }

  learnRole(guild, role) {
    this.#roles.set(role.id, { ...role, guild_id: guild });
  }

  learnChannel(channel, guild = channel.guild_id) {
    for (const user of channel.recipients ?? []) this.learnUser(user);
    this.channels.set(channel.id, {
      ...this.channels.get(channel.id),
      ...channel,
      ...(guild ? { guild_id: guild } : {}),
    });
  }

  learnGuild(guild) {
    const { channels = [], threads = [], roles = [], members = [], ...rest } = guild;
    this.guilds.set(guild.id, { ...this.guilds.get(guild.id), ...rest, ...(guild.properties ?? {}) });
    for (const role of roles) this.learnRole(guild.id, role);
    for (const channel of [...channels, ...threads]) this.learnChannel(channel, guild.id);
    for (const member of members) this.learnMember(guild.id, member);
  }

  member(guild, user) {
    return this.#members.get(guild)?.get(user);
  }

  members(guild) {
    return [...(this.#members.get(guild)?.values() ?? [])];
  }

  role(id) {
    return this.#roles.get(id);
  }

  roles(guild) {
    return [...this.#roles.values()].filter((role) => role.guild_id === guild);
  }

  /** Return the name by which someone goes in a guild. */
  nameOf(user, guild) {
    const known = this.users.get(user?.id) ?? user;
    return this.member(guild, user?.id)?.nick || known?.global_name || known?.username || "someone";
  }

  // --- messages ----------------------------------------------------------------------------

  log(channel) {
    return (
      this.#messages.get(channel) ??
      this.#messages.set(channel, { list: [], loaded: false, complete: false }).get(channel)
    );
  }

  message(channel, id) {
    return this.log(channel).list.find((one) => one.id === id);
  }

  /** Add older messages, or the newest; `complete` says that there are no older ones. */
  addHistory(channel, messages, complete) {
    const log = this.log(channel);
    const known = new Map(log.list.map((one) => [one.id, one]));
    for (const one of messages) {
      this.learnUser(one.author);
      known.set(one.id, one);
    }
    log.list = [...known.values()].sort((a, b) => byAge(a.id, b.id));
    log.loaded = true;
    log.complete ||= complete;
    this.tell("messages", { channel });
  }

  put(message) {
    const log = this.log(message.channel_id);
    const place = log.list.findIndex((one) => one.id === message.id);
    if (place >= 0) {
      log.list[place] = { ...log.list[place], ...message };
      return this.tell("message", { channel: message.channel_id, id: message.id });
    }
    if (message.author) this.learnUser(message.author);
    // in almost every case the newest
    let at = log.list.length;
    while (at > 0 && byAge(log.list[at - 1].id, message.id) > 0) at -= 1;
    log.list.splice(at, 0, message);
    return this.tell("messages", { channel: message.channel_id, added: message.id });
  }

  drop(channel, ids) {
    const log = this.log(channel);
    log.list = log.list.filter((one) => !ids.includes(one.id));
    for (const one of log.list) {
      if (ids.includes(one.referenced_message?.id)) one.referenced_message = null;
    }
    this.tell("messages", { channel });
  }

  /** Count a thread's messages, which the gateway leaves to its clients. */
  count(channel, step) {
    const thread = this.channels.get(channel);
    if (!thread?.thread_metadata || !step) return;
    thread.message_count = Math.max(0, (thread.message_count ?? 0) + step);
    this.tell("message", { channel: thread.parent_id, id: thread.id });
  }

  /** Forget what only a fresh session can know again; keep what only this person's page has. */
  startOver() {
    this.guilds.clear();
    this.channels.clear();
    this.#members.clear();
    this.#roles.clear();
    for (const log of this.#messages.values()) {
      log.list = log.list.filter((one) => one.local || one.flags & FLAGS.EPHEMERAL);
      log.loaded = log.complete = false;
    }
  }

  setTyping(channel, user, until) {
    const typing = this.typing.get(channel) ?? this.typing.set(channel, new Map()).get(channel);
    if (until) {
      typing.set(user, until);
      setTimeout(() => this.tell("typing", { channel }), TYPING_FOR + 50);
    } else {
      typing.delete(user);
    }
    this.tell("typing", { channel });
  }
}

function react(store, { channel_id, message_id, emoji, user_id }, step) {
  const message = store.message(channel_id, message_id);
  if (!message) return;
  const key = emoji.id ?? emoji.name;
  const reactions = (message.reactions ?? []).map((one) => ({ ...one }));
  let one = reactions.find((r) => (r.emoji.id ?? r.emoji.name) === key);
  if (!one) reactions.push((one = { emoji, count: 0, me: false }));
  one.count += step;
  if (user_id === store.me.id) one.me = step > 0;
  store.put({ id: message_id, channel_id, reactions: reactions.filter((r) => r.count > 0) });
}

const world = (change) => (store, data) => {
  change(store, data);
  store.tell("world");
};

const channelChange = world((store, channel) => store.learnChannel(channel));
const channelGone = world((store, { id }) => {
  store.channels.delete(id);
  for (const [other, channel] of store.channels) if (channel.parent_id === id) store.channels.delete(other);
});

const HANDLERS = {
  READY: world((store, data) => {
    store.startOver();
    store.me = data.user;
    store.learnUser(data.user);
    for (const user of data.users ?? []) store.learnUser(user);
    for (const guild of data.guilds ?? []) store.learnGuild(guild);
    for (const channel of data.private_channels ?? []) store.learnChannel(channel);
  }),
  GUILD_CREATE: world((store, guild) => store.learnGuild(guild)),
  GUILD_UPDATE: world((store, guild) => store.learnGuild(guild)),
  GUILD_DELETE: world((store, { id }) => store.guilds.delete(id)),
  GUILD_ROLE_CREATE: world((store, { guild_id, role }) => store.learnRole(guild_id, role)),
  GUILD_ROLE_UPDATE: world((store, { guild_id, role }) => store.learnRole(guild_id, role)),
  GUILD_MEMBER_ADD: world((store, member) => store.learnMember(member.guild_id, member)),
  GUILD_MEMBER_UPDATE: world((store, member) => store.learnMember(member.guild_id, member)),
  GUILD_MEMBER_REMOVE: world((store, { guild_id, user }) => store.forgetMember(guild_id, user.id)),
  CHANNEL_CREATE: channelChange,
  CHANNEL_UPDATE: channelChange,
  CHANNEL_DELETE: channelGone,
  THREAD_CREATE: channelChange,
  THREAD_UPDATE: channelChange,
  THREAD_DELETE: channelGone,
  THREAD_LIST_SYNC: world((store, { guild_id, threads }) =>
    threads.forEach((one) => store.learnChannel(one, guild_id)),
  ),
  MESSAGE_CREATE(store, message) {
    if (message.member && message.guild_id)
      store.learnMember(message.guild_id, { ...message.member, user: message.author });
    store.count(message.channel_id, message.type === MESSAGE.THREAD_STARTER ? 0 : 1);
    store.setTyping(message.channel_id, message.author.id, 0);
    store.put(message);
    store.tell("arrived", { message });
  },
  MESSAGE_UPDATE(store, message) {
    // an edit of what was never loaded belongs to no list yet
    if (!store.message(message.channel_id, message.id)) return;
    store.tell("edited", { message });
    store.put(message);
  },
  MESSAGE_DELETE(store, { channel_id, id }) {
    store.count(channel_id, -1);
    store.drop(channel_id, [id]);
  },
  MESSAGE_DELETE_BULK(store, { channel_id, ids }) {
    store.count(channel_id, -ids.length);
    store.drop(channel_id, ids);
  },
  MESSAGE_REACTION_ADD: (store, data) => react(store, data, 1),
  MESSAGE_REACTION_REMOVE: (store, data) => react(store, data, -1),
  MESSAGE_REACTION_REMOVE_ALL: (store, { channel_id, message_id }) =>
    store.put({ id: message_id, channel_id, reactions: [] }),
  TYPING_START: (store, { channel_id, user_id }) =>
    user_id !== store.me?.id && store.setTyping(channel_id, user_id, Date.now() + TYPING_FOR),
};
