// Calls of the functions in curl2sms.api, by Python in a worker; in the place of static/transport.js.

/** Python does not answer: it could not start, or has run out of memory. */
export class Gone extends Error {}

const waiting = new Map();
let worker = null;
let last = 0;
let ready = false;

/** Whether the first answer is still to come: that takes seconds. */
export const isStarting = () => !ready;

function bytesOf(id) {
  const text = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

async function unpacked(id) {
  const stream = new Blob([bytesOf(id)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

async function start() {
  const [script, wasm, stdlib, library, lock] = await Promise.all(["worker", "wasm", "stdlib", "library", "lock"].map(unpacked));
  const policy = globalThis.trustedTypes?.createPolicy("curl2sms", { createScriptURL: (url) => url });
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  worker = new Worker(policy?.createScriptURL(address) ?? address);  // no module: browsers load none from a file
  worker.onmessage = ({ data }) => {
    if (data.broken) return broken(data.broken);
    ready = true;
    waiting.get(data.id)?.(data);
  };
  worker.onerror = (event) => broken(event.message);
  worker.postMessage({ files: { wasm, stdlib, library, lock: JSON.parse(new TextDecoder().decode(lock)) } }, [wasm, stdlib, library]);
}

function broken(why) {
  console.error(why);
  for (const tell of waiting.values()) tell({ failed: true });
  worker?.terminate();
  worker = starting = null;
}

let starting = null;

/** The rows of a function that answers as it goes on. */
export async function* stream(name, asked, signal) {
  starting ??= start();
  await starting;
  const id = ++last;
  const rows = [];
  let wake = () => {};
  waiting.set(id, (data) => {
    rows.push(data);
    wake();
  });
  signal?.addEventListener("abort", () => {
    worker?.postMessage({ stop: id });
    rows.unshift({ aborted: true });
    wake();
  });
  worker.postMessage({ id, name, asked: JSON.stringify(asked) });
  try {
    for (;;) {
      if (!rows.length) await new Promise((done) => { wake = done; });
      const data = rows.shift();
      if (data.aborted) throw new DOMException("", "AbortError");
      if (data.failed) throw new Gone(data.failed);
      if (data.done) return;
      yield JSON.parse(data.row);
    }
  } finally {
    waiting.delete(id);
  }
}

/** The answer of a function. */
export async function call(name, asked, signal) {
  let answer = null;
  for await (const row of stream(name, asked, signal)) answer = row;
  return answer;
}

globalThis.curl2sms = { call, stream };  // for the console, and for the test of this file
