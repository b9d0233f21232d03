/** Start the page: one session a person, one open channel, and everything that shows them. */

import { Reader, announce, complain } from "./announce.js";
import { CommandIndex } from "./composer/commands.js";
import { Composer } from "./composer/composer.js";
import { openForm } from "./dialogs/form.js";
import { h } from "./dom.js";
import { CHANNEL, FLAGS, isThread } from "./flags.js";
import { MessageActions } from "./messages/actions.js";
import { MessageList } from "./messages/list.js";
import { dots, nameOf, preview } from "./messages/message.js";
import { Navigation, channelsOf, directChannels, titleOf } from "./navigation.js";
import { lastPerson, showPeople } from "./people.js";
import { MAY, may } from "./permissions.js";
import { namesFor } from "./render/names.js";
import { Session } from "./session.js";
import { Side } from "./side.js";
import { intro } from "./welcome.js";

const at = (id) => document.getElementById(id);

const sessions = new Map(); // token → Session
let session = null;
let channel = null;
let index = null; // the commands of the open channel
let indexTimer = 0;

const composer = new Composer(at("composer"), { sent: () => list.toEnd(), editLast: () => actions.editLast() });
const list = new MessageList({ log: at("log"), inner: at("log-inner"), toPresent: at("to-present") }, { intro: (one, empty) => intro(one, empty, index, titleOf(session.store, one)), onError: complain });
const actions = new MessageActions({ session: () => session, channel: () => channel, index: () => index, composer, list, go });
const navigation = new Navigation({ servers: at("servers"), channels: at("channels"), name: at("server-name") }, { message: openDirect });
const reader = new Reader(announce);
const side = new Side(at("app"), at("side"), at("menu-button"), at("scrim"));

at("log-inner").addEventListener("click", (event) => {
  const text = event.target.closest("[data-example]")?.dataset.example;
  const ask = text && index?.named("ask");
  if (!ask) return;
  composer.startCommand(ask, text);
  at("composer").querySelector("form")?.requestSubmit();
});
addEventListener("hashchange", openFromAddress);
document.querySelector(".skip").addEventListener("click", (event) => {
  // the address names the channel, and is to stay
  event.preventDefault();
  composer.focus();
});
showPeople(at("people"), lastPerson(), become);
become(lastPerson());

// --- who ---------------------------------------------------------------------------------------

function become(person) {
  reader.silence();
  session = sessions.get(person.token) ?? begin(person);
  showConnection();
  if (session.store.me) openFromAddress();
  announce(`You are ${person.name}.`);
}

function begin(person) {
  const one = new Session(person);
  sessions.set(person.token, one);
  const current = (call) => ({ detail }) => one === session && call(detail ?? {});
  one.addEventListener("connection", current(showConnection));
  one.store.addEventListener("world", current(() => worldChanged()));
  one.store.addEventListener("messages", current(({ channel: id }) => id === channel?.id && list.changed()));
  one.store.addEventListener("message", current(({ channel: id, id: message }) => {
    if (id !== channel?.id) return;
    list.changed(message);
    const found = one.store.message(id, message);
    if (found?.edited_timestamp || found?.flags & FLAGS.LOADING || found?.author?.bot) hear(one, found);
  }));
  one.store.addEventListener("typing", current(({ channel: id }) => id === channel?.id && showTyping()));
  one.store.addEventListener("arrived", ({ detail }) => arrived(one, detail.message));
  one.interactions.addEventListener("modal", ({ detail }) => one === session && openForm(detail.form, one, detail.channel));
  one.gateway.connect();
  return one;
}

// --- where -------------------------------------------------------------------------------------

function go(id) {
  if (location.hash === `#${id}`) openFromAddress();
  else location.hash = id;
}

/** Return the channel of the address, or the one to begin with. */
function wanted() {
  const { store } = session;
  const asked = location.hash.slice(1);
  if (asked === "dm") return directChannels(store)[0] ?? { id: "dm", type: CHANNEL.DM, recipients: [], pseudo: true };
  const guild = store.guilds.values().next().value;
  return store.channels.get(asked) ?? store.channels.get(session.place) ?? channelsOf(store, guild?.id)[0] ?? null;
}

function openFromAddress() {
  const next = wanted();
  if (!next) return;
  open(next);
}

function open(next) {
  channel = next;
  const { store } = session;
  (session.lastIn ??= new Map()).set(channel.guild_id, channel.id);
  session.place = channel.id;
  store.unread.delete(channel.id);
  side.close();
  showHead();
  navigation.show(session, channel);
  if (channel.pseudo) return openDirect([...store.users.values()].find((user) => user.bot)?.id);
  index = null;
  composer.open(session, channel, { name: titleOf(store, channel), allowed: may(store, channel, isThread(channel) ? MAY.SEND_IN_THREADS : MAY.SEND) });
  list.open(session, channel);
  showTyping();
  fetchIndex();
  if (matchMedia("(pointer: fine)").matches && !at("people").contains(document.activeElement)) composer.focus();
  return undefined;
}

async function openDirect(user) {
  if (!user) return;
  try {
    const opened = await session.api.directMessages(user);
    session.store.learnChannel(opened);
    go(opened.id);
  } catch (error) {
    complain(error);
  }
}

/** Fetch the commands of the channel; where there are none yet, again until the bot has some. */
async function fetchIndex() {
  clearTimeout(indexTimer);
  const [asker, place] = [session, channel];
  const found = await asker.api.commands(place.id).catch(() => null);
  if (asker !== session || place !== channel) return;
  index = found ? new CommandIndex(found) : null;
  composer.index = index;
  list.changed();
  indexTimer = setTimeout(fetchIndex, index?.slash.length ? 30_000 : 1500);
}

// --- what is shown -----------------------------------------------------------------------------

function showHead() {
  const name = titleOf(session.store, channel);
  const parent = isThread(channel) ? session.store.channels.get(channel.parent_id) : null;
  at("channel-name").replaceChildren(...(parent ? [h("a", { href: `#${parent.id}`, text: `#${parent.name}` }), " › "] : []), name);
  at("channel-topic").textContent = channel.topic ?? "";
  at("log").setAttribute("aria-label", `Messages in ${name}`);
  document.title = `${name} · Footnote playground`;
}

function worldChanged() {
  if (!channel || !session.store.channels.has(channel.id) || session.store.channels.get(channel.id) !== channel) return openFromAddressKept();
  navigation.show(session, channel);
  return list.changed();
}

/** Open the channel again when its record is new: only what changed is drawn. */
function openFromAddressKept() {
  const next = wanted();
  if (!next) return;
  if (channel && next.id === channel.id && session.store.log(next.id).loaded) {
    channel = next;
    showHead();
    navigation.show(session, channel);
    list.changed();
    return;
  }
  open(next);
}

function showConnection() {
  const { state, seconds, reason } = session.connection;
  const place = at("connection");
  const texts = {
    connecting: "Connecting…",
    waiting: `Connection lost. Trying again in ${seconds} ${seconds === 1 ? "second" : "seconds"}…`,
    refused: `The server does not know ${session.person.name}: ${reason}.`,
  };
  place.dataset.state = state;
  place.replaceChildren(...(texts[state] ? [h("span", { text: texts[state] }), state === "waiting" ? h("button", { type: "button", class: "text-button", text: "Try now", on: { click: () => session.gateway.hurry() } }) : ""] : []));
}

function showTyping() {
  const { store } = session;
  const now = Date.now();
  const names = [...(store.typing.get(channel.id) ?? [])].filter(([, until]) => until > now).map(([id]) => store.nameOf({ id }, channel.guild_id));
  at("typing").replaceChildren(...(names.length ? [dots(), ` ${names.length > 3 ? "Several people are" : `${names.join(", ")} ${names.length === 1 ? "is" : "are"}`} typing…`] : []));
}

function arrived(one, message) {
  if (one === session && message.channel_id === channel?.id) {
    if (message.author.id === one.store.me.id) list.toEnd();
    else list.arrived();
    hear(one, message);
    return;
  }
  if (message.author.id === one.store.me?.id) return;
  one.store.unread.add(message.channel_id);
  if (one === session) navigation.show(session, channel);
}

/** Have a message read out when it has stopped changing. */
function hear(one, message) {
  if (message.author.id === one.store.me.id && !message.local) return;
  reader.heard(message.id, () => {
    const now = one.store.message(message.channel_id, message.id);
    if (!now || one !== session) return "";
    const view = { store: one.store, guild: channel?.guild_id };
    const name = nameOf(now, view);
    return now.flags & FLAGS.LOADING ? `${name} is thinking` : now.local ? now.text : `${name}: ${preview(now, namesFor(one.store, view.guild))}`;
  });
}
