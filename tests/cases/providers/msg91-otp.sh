curl -X POST "https://api.msg91.com/api/v5/otp?template_id=5f0000000000000000000001&mobile=919876543210&authkey=abc" -H 'Content-Type: application/json' -d '{"Param1":"value1","Param2":"value2"}'
