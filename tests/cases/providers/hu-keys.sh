curl https://api.example.hu/kuldes -H 'X-Token: 1' -H 'Content-Type: application/json' -d '{"felado":"BOLT","telefonszam":"36301230417","uzenet":"A csomagja megérkezett"}'
