// Settings of a shop's module: what is left out has a default.
const settingsOf = (options) => {
  const { key, method = "POST", kind = "plain", sender = null } = options;
  let headers = {};
  let data = {};
  if (method === "GET") {
    data = { authorization: key, kind };
  } else {
    headers = { authorization: key, "content-type": "application/json" };
    data = { kind, sender: sender };
  }
  return { headers, data };
};

const sendOne = async (options) => {
  const { headers, data } = settingsOf(options);
  const { to, text } = options;
  return fetch("https://sms.example/v2/bulk", {
    method: "POST",
    headers,
    body: JSON.stringify({ ...data, numbers: to, message: text }),
  });
};
