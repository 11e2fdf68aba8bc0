curl -u demo:s3cret 'http://127.0.0.1:8001/api?recipient=14155550122&reply_to=14155550100&messageBody=Your+table+is+ready&reporting_key=2231'
