curl -d login=me -d auth=0123456789abcdef0123456789abcdef -d action=send -d dest=420603123456 -d "text=Ahoj svete" https://mobilem.example/api
