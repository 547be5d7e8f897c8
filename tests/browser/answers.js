// Counts the runs that a page asks its server for, and says which is the last that was answered and drawn.
//
// It reads the kind of each message on the page's websocket. Streamlit's messages are protocol buffers whose kind is
// the number of a field: BackMsg of what the page sends, ForwardMsg of what it gets.

const RERUN_SCRIPT = 11, NEW_SESSION = 4, SCRIPT_FINISHED = 6, FINISHED_EARLY_FOR_RERUN = 2;

const runs = window.runs = { asked: 0, answered: 0 };

{
  let begun = 0; // the last run that was asked for before the present one began

  /** The numbers of a message's fields with their values, of those that are numbers. */
  function fields(bytes) {
    let place = 0;
    const varint = () => {
      let value = 0, factor = 1, byte;
      do {
        byte = bytes[place++];
        value += (byte & 127) * factor;
        factor *= 128;
      } while (byte & 128);
      return value;
    };
    const values = new Map();
    while (place < bytes.length) {
      const key = varint(), wire = key % 8;
      if (wire === 0) values.set(Math.floor(key / 8), varint());
      else {
        values.set(Math.floor(key / 8), undefined);
        const length = wire === 2 ? varint() : wire === 1 ? 8 : 4;
        place += length;
      }
    }
    return values;
  }

  function sent(data) {
    if (fields(new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength)).has(RERUN_SCRIPT)) runs.asked++;
  }

  function received(data) {
    if (!(data instanceof ArrayBuffer)) return;
    const kinds = fields(new Uint8Array(data));
    if (kinds.has(NEW_SESSION)) begun = runs.asked;
    // A run that makes way for the next one answers nothing.
    if (!kinds.has(SCRIPT_FINISHED) || kinds.get(SCRIPT_FINISHED) === FINISHED_EARLY_FOR_RERUN) return;
    const run = begun;
    // By then the page has drawn it; Chromium may drop a callback that has no timeout.
    requestIdleCallback(() => runs.answered = Math.max(runs.answered, run), { timeout: 1000 });
  }

  function heard(socket) {
    const send = socket.send;
    socket.send = data => {
      sent(data);
      return send.call(socket, data);
    };
    socket.addEventListener("message", event => received(event.data));
    // What a lost connection asked for is asked for again by the next one, or not at all.
    socket.addEventListener("close", () => runs.answered = begun = runs.asked);
    return socket;
  }

  // Also of a class that a test puts in the place of the browser's.
  let present = window.WebSocket;
  Object.defineProperty(window, "WebSocket", {
    configurable: true,
    get: () => new Proxy(present, { construct: (type, given) => heard(Reflect.construct(type, given)) }),
    set: other => present = other,
  });
}
