const axios = require('axios');
const api = axios.create({ baseURL: 'https://api.example.com/v2' });
api.interceptors.request.use((config) => { config.headers.Authorization = 'Bearer TOK123'; return config; });
api.post('/sms', { to: '447700900123', text: 'Hi' });
