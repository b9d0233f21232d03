/** Speak to the REST API as a person. */

/** What the API refused; `code` and `errors` are Discord's own. */
export class Refused extends Error {
  constructor(status, body) {
    super(wordsOf(body) || `The server answered ${status}.`);
    this.status = status;
    this.code = body?.code;
    this.errors = body?.errors;
  }
}

function wordsOf(body) {
  if (!body?.message) return "";
  const details = [];
  const walk = (node) => {
    if (Array.isArray(node?._errors)) details.push(...node._errors.map((one) => one.message));
    else if (node && typeof node === "object") Object.values(node).forEach(walk);
  };
  walk(body.errors);
  return [body.message, ...details].join(": ");
}

export class Api {
  #token;

  constructor(token) {
    this.#token = token;
  }

  messages(channel, query = {}) {
    return this.#call("GET", `/channels/${channel}/messages?${new URLSearchParams({ limit: 50, ...query })}`);
  }

  /** Send a message; `files` are File objects, attached by multipart. */
  say(channel, body, files = []) {
    return this.#call("POST", `/channels/${channel}/messages`, body, files);
  }

  edit(channel, message, content) {
    return this.#call("PATCH", `/channels/${channel}/messages/${message}`, { content });
  }

  erase(channel, message) {
    return this.#call("DELETE", `/channels/${channel}/messages/${message}`);
  }

  typing(channel) {
    return this.#call("POST", `/channels/${channel}/typing`);
  }

  react(channel, message, emoji, on) {
    return this.#call(
      on ? "PUT" : "DELETE",
      `/channels/${channel}/messages/${message}/reactions/${encodeURIComponent(emoji)}/@me`,
    );
  }

  startThread(channel, message, name) {
    return this.#call("POST", `/channels/${channel}/messages/${message}/threads`, {
      name,
      auto_archive_duration: 1440,
    });
  }

  directMessages(user) {
    return this.#call("POST", "/users/@me/channels", { recipient_id: user });
  }

  commands(channel) {
    return this.#call("GET", `/channels/${channel}/application-command-index`);
  }

  interact(body, files = []) {
    return this.#call("POST", "/interactions", body, files);
  }

  async #call(method, path, body, files = []) {
    for (let attempt = 0; ; attempt += 1) {
      const response = await fetch(`/api/v10${path}`, this.#request(method, body, files));
      const said = response.status === 204 ? null : await response.json().catch(() => null);
      if (response.ok) return said;
      if (response.status === 429 && attempt < 3) {
        await new Promise((done) => setTimeout(done, 1000 * (said?.retry_after ?? 1)));
        continue;
      }
      throw new Refused(response.status, said);
    }
  }

  #request(method, body, files) {
    const headers = { Authorization: this.#token };
    if (files.length) {
      const form = new FormData();
      form.append("payload_json", JSON.stringify(body));
      files.forEach((file, index) => form.append(`files[${index}]`, file, file.name));
      return { method, headers, body: form };
    }
    if (body === undefined) return { method, headers };
    return {
      method,
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
  }
}
