curl -X POST https://rest.vng.example/sms/json \
-d api_key=64b12fcf \
-d api_secret=zCt2EW8tcCvVuOBW \
-d to=6281314120417 \
-d from="NEXMO" \
-d text="Hello from Nexmo"
