curl --data "apikey=KEY&number=09998887777&message=I just sent my first message with Semaphore&sendername=SEMAPHORE" https://semaphore.co/api/v4/messages
