// Python, in a worker of the page: every byte comes from the page itself, and there is nowhere to connect to.

import { loadPyodide } from "./node_modules/pyodide/pyodide.mjs";
import createPyodideModule from "./node_modules/pyodide/pyodide.asm.mjs";

const PLACE = "memory:/pyodide/";
const stopped = new Set();
let started = null;

async function start({ wasm, stdlib, library, lock }) {
  const files = { "pyodide.asm.wasm": ["application/wasm", wasm], "python_stdlib.zip": ["application/zip", stdlib] };
  self.fetch = async (url) => {
    const [type, bytes] = files[String(url).replace(PLACE, "")] ?? [];
    return bytes ? new Response(bytes, { headers: { "Content-Type": type } }) : new Response("", { status: 404 });
  };
  const pyodide = await loadPyodide({ indexURL: PLACE, packageBaseUrl: PLACE, createPyodideModule, lockFileContents: lock });
  pyodide.unpackArchive(library, "zip", { extractDir: "/curl2sms" });
  pyodide.runPython(`
import json, sys
sys.path.insert(0, "/curl2sms")
from curl2sms import api
from curl2sms.errors import UsageError, note

def _rows(name, asked):
    try:
        rows = api.verify(asked, in_process=True) if name == "verify" else [getattr(api, name)(asked)]
        for row in rows:
            yield json.dumps(row)
    except MemoryError:
        raise
    except Exception as failure:
        yield json.dumps(api.refusal(UsageError(note("page-defect", name=type(failure).__name__))))

def begin(name, asked):
    return _rows(name, json.loads(asked))

def following(rows):
    return next(rows, None)
`);
  return pyodide.globals;
}

self.onmessage = async ({ data }) => {
  if (data.files) {
    started = start(data.files);
    started.catch((failure) => self.postMessage({ broken: String(failure) }));
    return;
  }
  if (data.stop) {
    stopped.add(data.stop);
    return;
  }
  const { id, name, asked } = data;
  try {
    const python = await started;
    const rows = python.get("begin")(name, asked);
    const following = python.get("following");
    for (let row = following(rows); row !== undefined && row !== null; row = following(rows)) {
      self.postMessage({ id, row });
      await new Promise((done) => setTimeout(done));  // a message that stops this is heard here
      if (stopped.delete(id)) break;
    }
    rows.destroy();
    self.postMessage({ id, done: true });
  } catch (failure) {
    self.postMessage({ id, failed: String(failure) });
  }
};
