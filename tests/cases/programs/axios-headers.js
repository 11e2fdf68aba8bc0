const axios = require('axios');

// app-id e app-token
const headers = {
    "app-id": "00000000-0000-0000-0000-000000000000",
    "app-token": "00000000000000000000000000000000"
}

axios.post('https://api.komunique.example/v1/sms',
    {
        "destination_number": "+5511987654321",
        "message": "Olá, seu pedido saiu"
    },
    { headers: headers }
).then(function (response) {
    console.log(response);
});
