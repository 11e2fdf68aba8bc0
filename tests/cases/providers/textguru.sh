curl "https://www.textguru.in/api/v22.0/?username=u&password=p&source=DEMOSM&dmobile=919999999999&dlttempid=1107160000000000001&message=Hello%20there"
