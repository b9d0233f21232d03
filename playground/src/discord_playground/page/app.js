/** Start the page: one session a person, one open channel, and everything that shows them. */

import { announce, complain, toast } from "./announce.js";
import { CommandIndex } from "./composer/commands.js";
import { Composer } from "./composer/composer.js";
import { openForm } from "./dialogs/form.js";
import { CHANNEL, isThread } from "./flags.js";
import { Announcer } from "./announcer.js";
import { MessageActions } from "./messages/actions.js";
import { MessageList } from "./messages/list.js";
import { Navigation, channelsOf, directChannels, titleOf } from "./navigation.js";
import { lastPerson, showPeople } from "./people.js";
import { MAY, may } from "./permissions.js";
import { Session } from "./session.js";
import { showConnection, showHead, showTyping } from "./status.js";
import { Side } from "./side.js";
import { intro, outro } from "./welcome.js";

const at = (id) => document.getElementById(id);

const sessions = new Map(); // token → Session
let session = null;
let channel = null;
let shownTo = null; // the session that the open channel was opened for
let index = null; // the commands of the open channel
let indexText = "";
let indexTimer = 0;

const composer = new Composer(at("composer"), {
  sent: () => {
    session.asked = true;
    list.changed();
    list.toEnd();
  },
  editLast: () => actions.editLast(),
});
const list = new MessageList(
  { log: at("log"), inner: at("log-inner"), toPresent: at("to-present") },
  {
    intro: (one, empty) => intro(one, empty, index, titleOf(session.store, one)),
    outro: (one) => (session.asked ? null : outro(one, index)),
    onError: complain,
  },
);
const actions = new MessageActions({
  session: () => session,
  channel: () => channel,
  index: () => index,
  composer,
  list,
  go,
});
const navigation = new Navigation(
  { servers: at("servers"), channels: at("channels"), name: at("server-name") },
  { message: openDirect },
);
const announcer = new Announcer();
const side = new Side(at("app"), at("side"), at("menu-button"), at("scrim"));

at("log-inner").addEventListener("click", (event) => {
  const line = event.target.closest("[data-example]")?.dataset.example;
  const typed = line && index?.typed(line);
  if (!typed) return;
  composer.startCommand(typed.entry, typed.rest);
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
  announcer.silence();
  session = sessions.get(person.token) ?? begin(person);
  showConnection(session);
  if (session.store.me) openFromAddress();
  announce(`You are ${person.name}.`);
}

function begin(person) {
  const one = new Session(person);
  sessions.set(person.token, one);
  const current =
    (call) =>
    ({ detail }) =>
      one === session && call(detail ?? {});
  one.addEventListener(
    "connection",
    current(() => showConnection(one)),
  );
  one.store.addEventListener(
    "world",
    current(() => worldChanged()),
  );
  one.store.addEventListener(
    "messages",
    current(({ channel: id }) => id === channel?.id && list.changed()),
  );
  one.store.addEventListener(
    "message",
    current(({ channel: id, id: message }) => id === channel?.id && list.changed(message)),
  );
  one.store.addEventListener(
    "edited",
    current(({ message }) => message.channel_id === channel?.id && announcer.hear(one, message)),
  );
  one.store.addEventListener(
    "typing",
    current(({ channel: id }) => id === channel?.id && showTyping(one, channel)),
  );
  one.store.addEventListener("arrived", ({ detail }) => arrived(one, detail.message));
  one.interactions.addEventListener(
    "modal",
    ({ detail }) => one === session && openForm(detail.form, one, detail.channel),
  );
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
  const [asked] = location.hash.slice(1).split("/");
  if (asked === "dm")
    return directChannels(store)[0] ?? { id: "dm", type: CHANNEL.DM, recipients: [], pseudo: true };
  const guild = store.guilds.values().next().value;
  return (
    store.channels.get(asked) ?? store.channels.get(session.place) ?? channelsOf(store, guild?.id)[0] ?? null
  );
}

async function openFromAddress() {
  const next = wanted();
  if (!next) return;
  open(next);
  const [place, message] = location.hash.slice(1).split("/");
  if (message && place === channel.id && !(await list.jump(message))) toast("That message is not there.");
}

function open(next) {
  side.close();
  // who is there already loses nothing of what is being written
  if (shownTo === session && channel?.id === next.id) return;
  channel = next;
  shownTo = session;
  const { store } = session;
  (session.lastIn ??= new Map()).set(channel.guild_id, channel.id);
  session.place = channel.id;
  store.unread.delete(channel.id);
  showHead(session, channel);
  navigation.show(session, channel);
  if (channel.pseudo) return openDirect([...store.users.values()].find((user) => user.bot)?.id);
  index = null;
  indexText = "";
  composer.open(session, channel, {
    name: isThread(channel) ? "this thread" : titleOf(store, channel),
    allowed: may(store, channel, isThread(channel) ? MAY.SEND_IN_THREADS : MAY.SEND),
  });
  list.open(session, channel);
  showTyping(session, channel);
  fetchIndex();
  if (matchMedia("(pointer: fine)").matches && !at("people").contains(document.activeElement))
    composer.focus();
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
  if (asker !== session || place.id !== channel.id) return;
  if (found && JSON.stringify(found) !== indexText) {
    indexText = JSON.stringify(found);
    index = new CommandIndex(found);
    composer.index = index;
    list.changed();
  }
  indexTimer = setTimeout(fetchIndex, index?.slash.length ? 30_000 : 1500);
}

// --- what is shown -----------------------------------------------------------------------------

function worldChanged() {
  const next = wanted();
  if (!next) return;
  if (next.id !== channel?.id || shownTo !== session) {
    open(next);
    return;
  }
  const reopened = next !== channel && !session.store.log(next.id).loaded;
  channel = next;
  showHead(session, channel);
  navigation.show(session, channel);
  // after a new session the messages are fetched again; the text in the box is kept
  if (reopened) list.open(session, channel);
  else list.changed();
}

function arrived(one, message) {
  const mine = message.author.id === one.store.me?.id;
  if (one === session && message.channel_id === channel?.id) {
    if (mine) list.toEnd();
    else list.arrived();
    announcer.hear(one, message);
  } else if (!mine) {
    one.store.unread.add(message.channel_id);
    if (one === session) navigation.show(session, channel);
  }
}
