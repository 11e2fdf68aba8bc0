import axios from "axios";
const api = axios.create({
  baseURL: "https://api.smsc.example/v1",
  auth: { username: process.env.SMSC_USER, password: process.env.SMSC_PASS },
  timeout: 5000,
});
export const notify = (phones, mes) => api.get("/send.php", { params: { phones, mes, charset: "utf-8" } });
