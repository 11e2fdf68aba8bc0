// Calls of the functions in curl2sms.api, by the server that the page came from.

const token = document.querySelector('meta[name="curl2sms-token"]').content;

/** The server does not answer any more. */
export class Gone extends Error {}

/** Whether the first answer takes long because something has to start. */
export const isStarting = () => false;

async function posted(name, asked, signal) {
  try {
    return await fetch(`api/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Curl2sms-Token": token },
      body: JSON.stringify(asked),
      signal,
    });
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new Gone();
  }
}

/** The answer of a function; a refusal is an answer too. */
export async function call(name, asked, signal) {
  const response = await posted(name, asked, signal);
  return response.json();
}

/** The rows of a function that answers as it goes on. */
export async function* stream(name, asked, signal) {
  const response = await posted(name, asked, signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read().catch((failure) => {
      throw failure.name === "AbortError" ? failure : new Gone();
    });
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line) yield JSON.parse(line);
  }
}
