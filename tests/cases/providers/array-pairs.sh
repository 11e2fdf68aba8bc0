curl https://api.example/send -H 'Content-Type: application/json' -d '{"ApiKey":"k1","Params":[{"Key":"Mobile","Value":"919900112233"},{"Key":"Text","Value":"Hello there friend"}]}'
