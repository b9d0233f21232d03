/** Show what surrounds the messages: the channel's name, the connection, who is typing. */

import { h } from "./dom.js";
import { isThread } from "./flags.js";
import { titleOf } from "./navigation.js";

const at = (id) => document.getElementById(id);

/** Show the name and the topic of the open channel. */
export function showHead({ store }, channel) {
  const name = titleOf(store, channel);
  const parent = isThread(channel) ? store.channels.get(channel.parent_id) : null;
  at("channel-name").replaceChildren(
    ...(parent ? [h("a", { href: `#${parent.id}`, text: `#${parent.name}` }), " › "] : []),
    name,
  );
  at("channel-topic").textContent = channel.topic ?? "";
  at("log").setAttribute("aria-label", `Messages in ${name}`);
  document.title = `${name} · Discord playground`;
}

/** Show whether there is a connection, and what is done about it. */
export function showConnection(session) {
  const { state, seconds, reason } = session.connection;
  const place = at("connection");
  const texts = {
    connecting: "Connecting…",
    waiting: `Connection lost. Trying again in ${seconds} ${seconds === 1 ? "second" : "seconds"}…`,
    refused: `The server does not know ${session.person.name}: ${reason}.`,
  };
  const hurry = h("button", {
    type: "button",
    class: "text-button",
    text: "Try now",
    on: { click: () => session.gateway.hurry() },
  });
  place.dataset.state = state;
  place.replaceChildren(
    ...(texts[state] ? [h("span", { text: texts[state] }), ...(state === "waiting" ? [hurry] : [])] : []),
  );
}

/** Return three dots that move, or stand where motion is unwanted. */
export const dots = () => h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));

/** Show who is typing in a channel. */
export function showTyping({ store }, channel) {
  const now = Date.now();
  const names = [...(store.typing.get(channel.id) ?? [])]
    .filter(([, until]) => until > now)
    .map(([id]) => store.nameOf({ id }, channel.guild_id));
  const who = names.length > 3 ? "Several people" : names.join(", ");
  const text = ` ${who} ${names.length === 1 ? "is" : "are"} typing…`;
  at("typing").replaceChildren(...(names.length ? [dots(), text] : []));
}
