/** Say who and what is meant by ids in a message. */

/** Return the look-ups that `markdown` wants, for a guild. */
export function namesFor(store, guild) {
  return {
    user: (id) => (store.users.has(id) ? store.nameOf({ id }, guild) : null),
    channel: (id) => store.channels.get(id)?.name ?? null,
    role: (id) => store.role(id)?.name ?? null,
    me: store.me?.id,
  };
}
