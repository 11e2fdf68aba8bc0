curl "https://api.example.com/inbox?key=K1&from=447700900417&text=STOP&since=2026-12-24"
