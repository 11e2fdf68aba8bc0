curl -X POST https://smsgateway.ca/services/message.svc/ACCOUNTKEY123456789012/15875551234 -H 'Content-Type: application/json' -d '{"MessageBody":"Hello from Swift"}'
