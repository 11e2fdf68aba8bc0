curl https://apis.example.kr/send/ -d 'key=abcd1234&user_id=demo&sender=0212345678&receiver=01011112222,01033334444&destination=01011112222|홍길동&msg=안녕하세요. API TEST&title=제목'
