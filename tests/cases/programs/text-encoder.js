import https from "https";
import { TextEncoder } from "util";

const sendSMS = () => {
  const token = process.env["GATEWAYAPI_TOKEN"];

  const req = https.request(
    {
      hostname: `gatewayapi.example`,
      path: `/rest/mtsms/?token=${token}`,
      headers: { "Content-Type": "application/json" },
      method: "POST",
    },
    (res) => {
      res.on("data", (d) => {
        process.stdout.write(d);
      });
    }
  );

  const data = new TextEncoder().encode(
    JSON.stringify({
      message: "Hello world",
      sender: "IceTeam",
      recipients: [{ msisdn: 4512345678 }],
    })
  );

  req.write(data);
  req.end();
};
sendSMS();
