curl -X POST "https://2factor.in/API/R1/" -d "module=TRANS_SMS&apikey=f0000000-0000-11e9-0000-0200cd936042&to=91XXXXXXXXXX&from=HEADER&msg=DLT+approved+message+text+goes+here"
