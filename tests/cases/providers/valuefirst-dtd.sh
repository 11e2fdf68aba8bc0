curl -X POST "https://api.valuefirst.example/psms/servlet/psms.Eservice2" \
  --data-urlencode 'data=<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE MESSAGE SYSTEM "http://127.0.0.1/psms/dtd/messagev12.dtd"><MESSAGE VER="1.2"><USER USERNAME="demouser" PASSWORD="demopass"/><SMS UDH="0" CODING="1" TEXT="Your order has been shipped" PROPERTY="0" ID="1"><ADDRESS FROM="VFIRST" TO="919812345678" SEQ="1" TAG="some client data"/></SMS></MESSAGE>' \
  -d action=send
