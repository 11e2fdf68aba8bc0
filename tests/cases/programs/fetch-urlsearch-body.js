export async function sendSms(to, text) {
  const smsUrl = process.env.SMS_URL || "https://alert.example/sms.php";
  try {
    const params = new URLSearchParams();
    params.append('to', to);
    params.append('text', text);

    const res = await fetch("https://alert.example/sms.php", {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: params.toString(),
    });

    const body = await res.text().catch(() => null);
    if (!res.ok) {
      console.error('[sms] send failed', { to, smsUrl });
    }
    return body;
  } catch (e) {
    return null;
  }
}
sendSms('0912345678', 'Xin chào & cảm ơn');
