/** Numbers of Discord's protocol, by name. */

export const FLAGS = {
  SUPPRESS_EMBEDS: 4,
  HAS_THREAD: 32,
  EPHEMERAL: 64,
  LOADING: 128,
  COMPONENTS_V2: 32768,
};

export const MESSAGE = {
  DEFAULT: 0,
  PIN: 6,
  JOIN: 7,
  THREAD_CREATED: 18,
  REPLY: 19,
  COMMAND: 20,
  THREAD_STARTER: 21,
  MENU: 23,
};

export const CHANNEL = {
  TEXT: 0,
  DM: 1,
  VOICE: 2,
  CATEGORY: 4,
  NEWS: 5,
  NEWS_THREAD: 10,
  THREAD: 11,
  PRIVATE_THREAD: 12,
  FORUM: 15,
};

export const isThread = (channel) =>
  channel.type >= CHANNEL.NEWS_THREAD && channel.type <= CHANNEL.PRIVATE_THREAD;

export const INTERACTION = { COMMAND: 2, COMPONENT: 3, AUTOCOMPLETE: 4, MODAL: 5 };

export const COMMAND = { SLASH: 1, USER: 2, MESSAGE: 3 };

export const OPTION = {
  SUBCOMMAND: 1,
  GROUP: 2,
  STRING: 3,
  INTEGER: 4,
  BOOLEAN: 5,
  USER: 6,
  CHANNEL: 7,
  ROLE: 8,
  MENTIONABLE: 9,
  NUMBER: 10,
  ATTACHMENT: 11,
};

export const COMPONENT = {
  ROW: 1,
  BUTTON: 2,
  STRING_SELECT: 3,
  TEXT_INPUT: 4,
  USER_SELECT: 5,
  ROLE_SELECT: 6,
  MENTIONABLE_SELECT: 7,
  CHANNEL_SELECT: 8,
  SECTION: 9,
  TEXT: 10,
  THUMBNAIL: 11,
  GALLERY: 12,
  FILE: 13,
  SEPARATOR: 14,
  CONTAINER: 17,
  LABEL: 18,
  UPLOAD: 19,
  RADIO_GROUP: 21,
  CHECKBOX_GROUP: 22,
  CHECKBOX: 23,
};

export const BUTTON = { PRIMARY: 1, SECONDARY: 2, SUCCESS: 3, DANGER: 4, LINK: 5, PREMIUM: 6 };

export const isSelect = (type) =>
  type === COMPONENT.STRING_SELECT || (type >= COMPONENT.USER_SELECT && type <= COMPONENT.CHANNEL_SELECT);

/** Return an accent color as CSS has it; null where there is none. */
export const cssColor = (number) =>
  number === null || number === undefined ? null : `#${number.toString(16).padStart(6, "0")}`;
