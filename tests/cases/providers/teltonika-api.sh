curl -X POST https://192.168.1.1/api/messages/actions/send -H 'Authorization: Bearer tok' -H 'Content-Type: application/json' -d '{"data":{"number":"+37060000417","message":"reboot","modem":"2-1"}}'
