curl https://api.smstraffic.example/multi.php -d 'login=lg' -d 'password=pw' -d 'phones=79051110417,79052222222' -d 'message=Test&rus=5' -d 'originator=smstraffic'
