import { log } from "@/lib/audit";

const KAVENEGAR_API_KEY = process.env.KAVENEGAR_API_KEY;

export async function sendSms(phone, text) {
  if (!KAVENEGAR_API_KEY) {
    console.log("Phone:", phone);
    return;
  }

  const url = `https://api.kavenegar.example/v1/${KAVENEGAR_API_KEY}/sms/send.json`;
  const params = new URLSearchParams({
    receptor: phone,
    message: text,
  });

  const res = await fetch(`${url}?${params}`);
  if (!res.ok) { log("x"); }
}
