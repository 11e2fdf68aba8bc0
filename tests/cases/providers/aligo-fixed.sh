curl -X POST https://apis.al.example/send2/ -F key=k -F userid=u -F sender=0215440417 -F receiver=01012340417 -F 'msg=안녕하세요' -F title='제목' -F testmode_yn=Y
