/** Read and make Discord's ids. */

const EPOCH = 1420070400000n;

/** Return when an id was made. */
export const timeOf = (id) => new Date(Number((BigInt(id) >> 22n) + EPOCH));

/** Return a nonce for a message or an interaction: an id of now, with 22 random bits. */
export function newNonce() {
  const noise = crypto.getRandomValues(new Uint32Array(1))[0] & 0x3fffff;
  return String(((BigInt(Date.now()) - EPOCH) << 22n) | BigInt(noise));
}

/** Compare two ids by age. */
export const byAge = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
