const data = new Map([["to", "+14155550123"], ["message", "Hello there"]]);
fetch("https://api.x.example/send", { method: "POST", body: new URLSearchParams([...data]) });
