const axios = require('axios');
axios.defaults.baseURL = 'https://api.example.com/v2';
axios.defaults.headers.common['Authorization'] = 'Bearer TOK123';
axios.defaults.headers.post['X-Post'] = 'yes';
axios.post('/messages', { to: '+447700900123', text: 'Hi', flash: undefined, cc: null });
