const express = require("express");
const axios = require("axios");
const app = express();
app.use(express.json());

app.post("/send-otp", async (req, res) => {
  const { phone } = req.body;
  const otp = Math.floor(100000 + Math.random() * 900000);
  try {
    const response = await axios.get("https://www.fast2sms.example/dev/bulkV2", {
      params: {
        authorization: process.env.FAST2SMS_API_KEY,
        message: `Your OTP is ${otp}`,
        language: "english",
        route: "q",
        numbers: phone,
      },
    });
    res.json(response.data);
  } catch (error) {
    res.status(500).json({ error: error.message });
  }
});

app.listen(3000);
