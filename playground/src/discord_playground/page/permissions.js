/** Work out what a person may do in a channel, as Discord documents it. */

export const MAY = {
  MANAGE_MESSAGES: 1n << 13n,
  SEND: 1n << 11n,
  VIEW: 1n << 10n,
  ADMINISTRATOR: 1n << 3n,
  REACT: 1n << 6n,
  PUBLIC_THREADS: 1n << 35n,
  ATTACH: 1n << 15n,
  SEND_IN_THREADS: 1n << 38n,
};

/** Return whether the person of `store` has a permission in a channel. */
export function may(store, channel, permission) {
  if (!channel?.guild_id) return permission !== MAY.MANAGE_MESSAGES && permission !== MAY.PUBLIC_THREADS;
  const guild = store.guilds.get(channel.guild_id);
  if (guild?.owner_id === store.me.id) return true;
  const member = store.member(channel.guild_id, store.me.id);
  const held = new Set([channel.guild_id, ...(member?.roles ?? [])]);
  let granted = 0n;
  for (const id of held) granted |= BigInt(store.role(id)?.permissions ?? 0);
  if (granted & MAY.ADMINISTRATOR) return true;
  const place =
    channel.parent_id && channel.thread_metadata ? store.channels.get(channel.parent_id) : channel;
  for (const { id, allow, deny } of (place?.permission_overwrites ?? []).toSorted(
    (a, b) => rank(a, store) - rank(b, store),
  )) {
    if (held.has(id) || id === store.me.id) granted = (granted & ~BigInt(deny)) | BigInt(allow);
  }
  return Boolean(granted & permission);
}

// everyone first, then roles, then the person
const rank = ({ id, type }, store) => (type === 1 ? 2 : store.guilds.has(id) ? 0 : 1);
