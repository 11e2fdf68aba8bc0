import fetch from "node-fetch";

const API = process.env.FARAZ_BASEURL || "https://sms.faraz.example/api";
const API_KEY = process.env.FARAZ_API_KEY;
const SENDER = process.env.FARAZ_SENDER;

/**
 * @param {string} to 09xxxxxxxxx
 */
export async function sendSMS(to, text) {
  if (!API_KEY || !SENDER) {
    throw new Error("SMS env vars missing");
  }
  const recipients = to.trim();

  const resp = await fetch(`${API}/v1/sms/send`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "x-api-key": API_KEY,
    },
    body: JSON.stringify({ recipient: [recipients], sender: SENDER, message: text }),
  });
  const data = await resp.json().catch(() => ({}));
  if (!resp.ok) throw new Error(data?.message || `HTTP ${resp.status}`);
  return data;
}
