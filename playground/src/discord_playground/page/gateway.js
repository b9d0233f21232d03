/** Keep a connection to the gateway: identify, heartbeat, resume, and come back after a loss. */

const DISPATCH = 0,
  HEARTBEAT = 1,
  IDENTIFY = 2,
  RESUME = 6,
  RECONNECT = 7,
  INVALID = 9,
  HELLO = 10,
  ACK = 11;
const FATAL = new Set([4004, 4010, 4011, 4012, 4013, 4014]);
const LONGEST_WAIT = 15_000; // milliseconds

/**
 * Events: `dispatch` ({type, data}), `state` ({state, seconds?, reason?}) where the state is
 * connecting, ready, waiting or refused.
 */
export class Gateway extends EventTarget {
  #token;
  #url;
  #resumeUrl = null;
  #session = null;
  #sequence = null;
  #socket = null;
  #beat = null;
  #acked = true;
  #attempts = 0;
  #timer = null;
  #closed = false;

  constructor(url, token) {
    super();
    this.#url = url;
    this.#token = token;
  }

  get session() {
    return this.#session;
  }

  /** Connect, resuming the session that there was. */
  connect() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#closed = false;
    this.#tell("connecting");
    const base = (this.#session && this.#resumeUrl) || this.#url;
    const socket = new WebSocket(
      `${base.replace(/\/$/, "")}${base.includes("?") ? "&" : "?"}v=10&encoding=json`,
    );
    this.#socket = socket;
    socket.addEventListener(
      "message",
      (event) => socket === this.#socket && this.#receive(JSON.parse(event.data)),
    );
    socket.addEventListener(
      "close",
      (event) => socket === this.#socket && this.#lost(event.code, event.reason),
    );
  }

  /** Try again now instead of when the wait is over. */
  hurry() {
    if (this.#timer) this.connect();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#beat);
    this.#socket?.close(1000);
  }

  #receive({ op, d, s, t }) {
    if (s !== null && s !== undefined) this.#sequence = s;
    if (op === HELLO) {
      this.#startBeating(d.heartbeat_interval);
      if (this.#session)
        this.#send(RESUME, { token: this.#token, session_id: this.#session, seq: this.#sequence });
      else this.#identify();
    } else if (op === HEARTBEAT) {
      this.#send(HEARTBEAT, this.#sequence);
    } else if (op === ACK) {
      this.#acked = true;
    } else if (op === RECONNECT) {
      this.#again();
    } else if (op === INVALID) {
      if (!d) this.#forget();
      setTimeout(() => (this.#session ? this.#again() : this.#identify()), 300);
    } else if (op === DISPATCH) {
      if (t === "READY") {
        this.#session = d.session_id;
        this.#resumeUrl = d.resume_gateway_url ?? null;
      }
      if (t === "READY" || t === "RESUMED") this.#attempts = 0;
      this.dispatchEvent(new CustomEvent("dispatch", { detail: { type: t, data: d } }));
      if (t === "READY" || t === "RESUMED") this.#tell("ready");
    }
  }

  #identify() {
    this.#send(IDENTIFY, {
      token: this.#token,
      properties: { os: "web", browser: "playground", device: "playground" },
      compress: false,
    });
  }

  #startBeating(interval) {
    clearInterval(this.#beat);
    this.#acked = true;
    this.#beat = setInterval(() => {
      if (!this.#acked) return this.#again();
      this.#acked = false;
      this.#send(HEARTBEAT, this.#sequence);
    }, interval);
  }

  #send(op, d) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ op, d }));
  }

  /** Drop the socket without losing the session. */
  #again() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(4000);
    this.#lost(4000, "");
  }

  #forget() {
    this.#session = this.#sequence = this.#resumeUrl = null;
  }

  #lost(code, reason) {
    clearInterval(this.#beat);
    if (this.#closed) return;
    if (FATAL.has(code)) {
      this.#forget();
      return this.#tell("refused", { reason: reason || `code ${code}` });
    }
    if (code === 4007 || code === 4009) this.#forget();
    // a session at an address that is gone is tried once, then replaced
    if (this.#attempts >= 2) this.#forget();
    const wait = this.#attempts === 0 ? 200 : Math.min(LONGEST_WAIT, 1000 * 2 ** (this.#attempts - 1));
    this.#attempts += 1;
    this.#tell("waiting", { seconds: Math.ceil(wait / 1000) });
    this.#timer = setTimeout(() => this.connect(), wait);
  }

  #tell(state, more = {}) {
    this.dispatchEvent(new CustomEvent("state", { detail: { state, ...more } }));
  }
}
