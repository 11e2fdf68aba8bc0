var myHeaders = new Headers();
myHeaders.append("Authorization", "App 003026bbc133714df1834b8638bb496e-8f4b3d9a-e931-478d-a994-28a725159ab9");
myHeaders.append("Content-Type", "application/json");
myHeaders.append("Accept", "application/json");

var raw = JSON.stringify({
    "messages": [
        {
            "destinations": [{"to":"41793026727"}],
            "from": "InfoSMS",
            "text": "This is a sample message"
        }
    ]
});

var requestOptions = {
    method: 'POST',
    headers: myHeaders,
    body: raw,
    redirect: 'follow'
};

fetch("https://xyz.api.infobip.example/sms/2/text/advanced", requestOptions)
    .then(response => response.text())
    .then(result => console.log(result))
    .catch(error => console.log('error', error));
