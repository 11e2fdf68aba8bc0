curl -X POST https://a.example.fr/api -H 'Content-Type: application/json' -d '{"shortcode":"38200","tos":["+33600000001","+33600000002"],"mesgbody":"Bonjour à tous"}'
